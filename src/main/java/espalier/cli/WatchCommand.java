package espalier.cli;

import espalier.git.CommittedPaths;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Rights;
import espalier.live.Rollout;
import espalier.live.Rollout.Outcome;
import espalier.screen.Screen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Follows a commit until it is live, or says what keeps it from being so. */
final class WatchCommand implements Command {
    static final Duration USUAL = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "watch";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Asks Flux to look for a commit, and follows it until everything that it changes is ready on the"
                                        + " cluster. Ends with 0 when it is live, with 1 when it failed. What git says does not work is told, and not waited for.",
                                "  espalier watch                        the commit that is checked out",
                                "  espalier watch main~1 --context lab",
                                "  espalier push --watch                 pushes, then watches"),
                        "15m")
                .addPositional(Options.optionalArgument(
                        0, "REVISION", "A commit, by any name that git takes. Default: HEAD."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        Duration timeout = LiveOptions.timeout(given, USUAL);
        String asked = given.matchedPositionalValue(0, "HEAD");
        try (LiveCluster cluster = LiveOptions.cluster(given, session, Rights.ofWatching(), timeout)) {
            return follow(cluster, session, asked, timeout, json);
        } catch (LiveException e) {
            return LiveOptions.tell(session, "watch " + asked, e);
        }
    }

    static int follow(LiveCluster cluster, Session session, String asked, Duration timeout, boolean json)
            throws IOException, LiveException, UsageException {
        String fetched = Rollout.fetched(cluster);
        String hash = asked;
        List<String> paths = null;
        try (CommittedPaths commits = CommittedPaths.around(session.root())) {
            if (commits != null) {
                String found = commits.hash(asked);
                if (found == null) {
                    throw new UsageException("Tried to watch \"" + asked + "\", but git knows no such commit here");
                }
                hash = found;
                paths = commits.between(hash(fetched), hash);
            }
        }
        session.err()
                .println("watching " + FluxTable.shortened(":" + hash) + " on " + cluster.name()
                        + (paths == null ? ", all of it, since what it changes is not known here" : ""));
        Screen screen = json || !session.terminal() ? null : Screen.open(session.out(), System.getenv());
        RolloutTable table = screen == null ? null : new RolloutTable(session, screen);
        var rollout = new Rollout(cluster, hash, paths, table == null ? new RolloutLines(session, json) : table);
        Outcome outcome;
        try (Interruption left = Interruption.tells(() -> leave(table, session, asked))) {
            outcome = rollout.follow(timeout);
        } finally {
            if (table != null) {
                table.close();
            }
        }
        switch (outcome) {
            case LIVE -> session.err().println("live");
            case FAILED -> {
                session.err().println(session.coloured("31", "failed:"));
                rollout.failures()
                        .forEach(step -> session.err()
                                .println("  " + step.object() + ": "
                                        + step.object().reason() + ": "
                                        + step.object().message()));
                session.err().println();
                diagnose(cluster, session);
            }
            case OUT_OF_TIME -> {
                session.err().println(session.coloured("31", "not live within " + timeout.toSeconds() + " s:"));
                rollout.progress()
                        .unfinished()
                        .forEach(step -> session.err()
                                .println("  " + step.object() + " is "
                                        + step.state().word() + ": "
                                        + step.object().message()));
            }
        }
        rollout.progress()
                .knownBroken()
                .forEach(step -> session.err()
                        .println(session.coloured("33", "known not to work: ") + step.object() + ", "
                                + step.state().word() + ": " + step.knownBroken()));
        return switch (outcome) {
            case LIVE -> ExitCode.DONE;
            case FAILED -> ExitCode.FOUND;
            case OUT_OF_TIME -> ExitCode.OUT_OF_TIME;
        };
    }

    /** Says why, on the stream for people: what goes to the other is data of the rollout. */
    private static void diagnose(LiveCluster cluster, Session session) throws IOException {
        var toPeople = new Session(
                session.fleet(), session.root(), session.directory(), session.err(), session.err(), session.colour());
        DoctorCommand.examine(cluster.objects(DoctorCommand.USUAL), cluster.name(), toPeople, null, null, false);
    }

    /** The hash in {@code main@sha1:0123…}; null where there is none. */
    private static @Nullable String hash(@Nullable String revision) {
        int colon = revision == null ? -1 : revision.lastIndexOf(':');
        return revision == null || colon < 0 ? null : revision.substring(colon + 1);
    }

    private static void leave(@Nullable RolloutTable table, Session session, String asked) {
        if (table != null) {
            table.close();
        }
        session.err()
                .println("interrupted: Flux goes on without being watched; espalier watch "
                        + (asked.equals("HEAD") ? "" : asked + " ") + "follows it again");
    }
}
