package espalier.cli;

import espalier.bootstrap.Bootstrap;
import espalier.bootstrap.Bootstrap.Part;
import espalier.bootstrap.BootstrapException;
import espalier.bootstrap.Ground;
import espalier.bootstrap.Step;
import espalier.bootstrap.Step.Remark;
import espalier.bootstrap.Step.Standing;
import espalier.json.JsonLine;
import espalier.live.LiveException;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.Locale;

/** One run of a bootstrap, or a look at what one would do, told as it goes. */
final class BootstrapRun {
    private final Bootstrap bootstrap;
    private final Ground ground;
    private final Session session;
    private final boolean json;
    private final long start = System.nanoTime();

    BootstrapRun(Bootstrap bootstrap, Ground ground, Session session, boolean json) {
        this.bootstrap = bootstrap;
        this.ground = ground;
        this.session = session;
        this.json = json;
    }

    /** Tells what of each step is there. */
    void show() throws LiveException, BootstrapException {
        for (Part part : bootstrap.parts()) {
            head(part);
            for (Step step : part.steps()) {
                tell(part, step, step.standing(ground));
            }
        }
    }

    /** Does each step that is not done; gives whether all is as it was declared. */
    boolean bring() throws LiveException, BootstrapException {
        boolean well = true;
        for (Part part : bootstrap.parts()) {
            head(part);
            refuse(part);
            for (Step step : part.steps()) {
                tell(part, step, new Standing(true, step.bring(ground) ? "ready" : "there"));
                for (Remark remark : step.remarks(ground)) {
                    well &= !remark.wrong();
                    session.err().println(session.coloured(remark.wrong() ? "31" : "33", remark.words()));
                }
            }
        }
        return well;
    }

    /** Where something keeps a phase from being done, none of it is. */
    private void refuse(Part part) throws LiveException, BootstrapException {
        var obstacles = new ArrayList<String>();
        for (Step step : part.steps()) {
            obstacles.addAll(step.obstacles(ground));
        }
        if (!obstacles.isEmpty()) {
            throw BootstrapException.refused(
                    "the phase " + part.phase() + " cannot begin:\n  " + String.join("\n  ", obstacles));
        }
    }

    private void head(Part part) {
        if (!json && !part.steps().isEmpty()) {
            session.out().println("phase " + part.phase());
        }
    }

    private void tell(Part part, Step step, Standing standing) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            Mapping line = Mapping.of("phase", part.phase())
                    .put("step", step.what())
                    .put("state", standing.words())
                    .put("seconds", (int) Math.round(seconds));
            if (!standing.details().isEmpty()) {
                line.put("details", Sequence.of(standing.details().toArray()));
            }
            session.out().println(JsonLine.text(line));
            return;
        }
        session.out().println(String.format(Locale.ROOT, "%7.1fs  %-10s  %s", seconds, standing.words(), step.what()));
        standing.details().forEach(detail -> session.out().println(" ".repeat(24) + detail));
    }
}
