package espalier.cli;

import espalier.live.FluxKind;
import espalier.live.Progress;
import espalier.live.Progress.Step;
import espalier.live.Rollout;
import espalier.screen.Screen;
import espalier.screen.Table;
import espalier.screen.Table.Row;
import espalier.screen.Table.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a rollout as a table that lives on the terminal until it ends, and stays there as it was then. */
final class RolloutTable implements Rollout.Watcher, AutoCloseable {
    /** Seconds run on, and a window that was resized is not to look torn for long. */
    private static final Duration PACE = Duration.ofMillis(200);

    private final Session session;
    private final Screen screen;
    private @Nullable Progress progress;
    private boolean isClosed;

    RolloutTable(Session session, Screen screen) {
        this.session = session;
        this.screen = screen;
    }

    @Override
    public void told(Step step) {
        // it is drawn with the others
    }

    @Override
    public synchronized void passed(Progress now) {
        progress = now;
        List<Row> rows = rows(now);
        screen.draw(Table.lines(rows, screen.width(), screen.height(), session.colour()));
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    private static List<Row> rows(Progress progress) {
        var rows = new ArrayList<Row>();
        for (Step step : progress.steps()) {
            boolean isSource = step.object().kind() == FluxKind.GIT_REPOSITORY;
            String state = switch (step.state()) {
                case READY -> isSource ? "fetched" : "live";
                default -> step.state().word();
            };
            Tone tone = switch (step.state()) {
                case READY -> Tone.GOOD;
                case WORKING -> Tone.BUSY;
                case WAITING, SUSPENDED -> Tone.IDLE;
                case FAILED, STALLED -> step.isKnownBroken() ? Tone.IDLE : Tone.BAD;
            };
            double seconds = tone == Tone.GOOD ? step.seconds() : progress.seconds();
            rows.add(new Row(step.wave(), RolloutLines.name(step), state, tone, seconds, progress.reason(step)));
        }
        return rows;
    }

    /** Gives the terminal back and leaves the whole table on it. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        int width = screen.width();
        screen.close();
        if (progress != null) {
            Table.lines(rows(progress), width, Integer.MAX_VALUE, session.colour())
                    .forEach(session.out()::println);
            session.out().flush();
        }
    }
}
