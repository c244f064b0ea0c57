package espalier.cli;

import espalier.live.FluxObject;
import espalier.live.FluxState;
import espalier.live.KnownFailures;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Operations;
import espalier.live.Rights;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Shows how far Flux is with everything, what is not well first. */
final class StatusCommand implements Command {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Shows how far Flux is with its sources, Kustomizations and HelmReleases on a running cluster; ends with"
                                        + " 1 when something failed of which git does not say that it does not work.",
                                "  espalier status                       what is not ready, and what is suspended",
                                "  espalier status --all                 everything",
                                "  espalier status --context lab --output json"),
                        "30s")
                .addOption(Options.flag("--all", "Shows what is ready as well."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        boolean everything = json || given.hasMatchedOption("--all");
        Duration timeout = LiveOptions.timeout(given, Duration.ofSeconds(30));
        try (LiveCluster cluster = LiveOptions.cluster(given, session, Rights.ofSeeing(), timeout)) {
            List<FluxObject> all = new Operations(cluster).all();
            var shown = new ArrayList<FluxObject>();
            KnownFailures known = KnownFailures.among(all);
            int failed = 0;
            int asKnown = 0;
            for (FluxObject object : all) {
                FluxState state = object.state();
                boolean bad = state == FluxState.FAILED || state == FluxState.STALLED;
                boolean isKnown = bad && !known.because(object).isEmpty();
                failed += bad && !isKnown ? 1 : 0;
                asKnown += isKnown ? 1 : 0;
                if (everything || state != FluxState.READY) {
                    shown.add(object);
                }
            }
            if (json) {
                shown.forEach(
                        object -> session.out().println(FluxTable.json(object, object.state(), known.because(object))));
            } else if (!shown.isEmpty()) {
                FluxTable.lines(shown, known).forEach(session.out()::println);
            }
            session.err().println(summary(all, failed, asKnown, cluster));
            return failed > 0 ? ExitCode.FOUND : ExitCode.DONE;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "ask how far Flux is", e);
        }
    }

    private static String summary(List<FluxObject> all, int failed, int asKnown, LiveCluster cluster) {
        int ready = 0;
        int suspended = 0;
        for (FluxObject object : all) {
            ready += object.state() == FluxState.READY ? 1 : 0;
            suspended += object.isSuspended() ? 1 : 0;
        }
        int rest = all.size() - ready - suspended - failed - asKnown;
        return cluster.name() + ": " + ready + " of " + all.size() + " ready"
                + (failed > 0 ? ", " + failed + " failed" : "")
                + (asKnown > 0 ? ", " + asKnown + " known not to work" : "")
                + (rest > 0 ? ", " + rest + " at work" : "")
                + (suspended > 0 ? ", " + suspended + " suspended" : "");
    }
}
