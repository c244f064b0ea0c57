package espalier.cli;

import espalier.live.FluxObject;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Operations;
import espalier.live.Rights;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Stops Flux at one object, or lets it go on there. */
final class SuspendCommand implements Command {
    private final boolean suspended;

    /** @param suspended false for the command that takes it back */
    SuspendCommand(boolean suspended) {
        this.suspended = suspended;
    }

    @Override
    public String name() {
        return suspended ? "suspend" : "resume";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                suspended
                                        ? "Lets Flux leave an object alone until it is resumed: no commit reaches it, nothing is put right."
                                        : "Lets Flux go on with an object that was suspended.",
                                "  espalier " + name() + " apps-redis",
                                "  espalier " + name() + " helmrelease/cilium"),
                        "30s")
                .addPositional(target());
    }

    static PositionalParamSpec target() {
        return Options.argument(
                "NAME",
                "A Kustomization, HelmRelease or source, with its kind or namespace and a slash in front where the"
                        + " name alone does not say which.");
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        String name = given.matchedPositionalValue(0, "");
        Duration timeout = LiveOptions.timeout(given, Duration.ofSeconds(30));
        try (LiveCluster cluster = LiveOptions.cluster(given, session, Rights.ofChanging(), timeout)) {
            FluxObject object = new Operations(cluster).suspend(name, suspended);
            boolean changed = object.isSuspended() != suspended;
            if (json) {
                session.out().println(FluxTable.json(object, object.state()));
            }
            session.err()
                    .println(object
                            + (suspended
                                    ? changed ? " is suspended now" : " was suspended already"
                                    : changed ? " goes on" : " was not suspended"));
            return ExitCode.DONE;
        } catch (LiveException e) {
            return LiveOptions.tell(session, name() + " " + name, e);
        }
    }
}
