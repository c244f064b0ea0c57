package espalier.cli;

import espalier.live.FluxObject;
import espalier.live.FluxState;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Operations;
import espalier.live.Rights;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Has Flux reconcile one object now, and waits for the end of it. */
final class ReconcileCommand implements Command {
    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Has Flux reconcile an object now, and waits until it has.",
                                "  espalier reconcile apps-redis",
                                "  espalier reconcile apps-redis --with-source     fetches the repository first"),
                        "5m")
                .addOption(Options.flag("--with-source", "Has Flux fetch the object's source before."))
                .addPositional(SuspendCommand.target());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        String name = given.matchedPositionalValue(0, "");
        Duration timeout = LiveOptions.timeout(given, Duration.ofMinutes(5));
        try (LiveCluster cluster = LiveOptions.cluster(given, session, Rights.ofReconciling(), timeout)) {
            FluxObject end = new Operations(cluster)
                    .reconcile(name, given.hasMatchedOption("--with-source"), timeout, seen -> {
                        if (json) {
                            session.out().println(FluxTable.json(seen, seen.state()));
                        }
                    });
            if (end == null) {
                session.err().println("Flux was not done with " + name + " within " + timeout.toSeconds() + " s");
                return ExitCode.OUT_OF_TIME;
            }
            boolean well = end.state() == FluxState.READY;
            session.err()
                    .println(end + " is " + end.state().word()
                            + (well ? " at " + FluxTable.shortened(end.revision()) : ": " + end.message()));
            return well ? ExitCode.DONE : ExitCode.FOUND;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "reconcile " + name, e);
        }
    }
}
