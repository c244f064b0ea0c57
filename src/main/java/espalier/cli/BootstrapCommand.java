package espalier.cli;

import espalier.binding.Binding;
import espalier.binding.Bindings;
import espalier.bootstrap.Bootstrap;
import espalier.bootstrap.BootstrapException;
import espalier.bootstrap.Ground;
import espalier.bootstrap.WrittenTree;
import espalier.live.Deadline;
import espalier.live.Fingerprint;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.order.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Brings a cluster from nothing to where Flux goes on. */
final class BootstrapCommand implements Command {
    private static final Duration USUAL = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "bootstrap";
    }

    @Override
    public CommandSpec spec() {
        return SecretOptions.addTo(LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Brings a cluster what it needs before Flux can work, and Flux itself, phase by phase, each ready"
                                        + " before the next. It can be run again at any time: what is there stays as it is.",
                                "  espalier bootstrap lab --context lab --dry-run     what it would do, and what is there",
                                "  espalier bootstrap lab --context lab"),
                        "30m"))
                .addOption(
                        Options.flag(
                                "--rebind",
                                "Says that the cluster was made anew, so that another one is to be known by its name from now on."))
                .addOption(Options.flag("--dry-run", "Changes nothing, and shows what is there and what is not."))
                .addPositional(Options.cluster());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String name = given.matchedPositionalValue(0, "");
        String named = given.matchedOptionValue("--cluster", name);
        if (!named.equals(name)) {
            throw new UsageException(
                    "Tried to bootstrap " + name + ", but --cluster says that it is " + named + ": leave that out");
        }
        var wanted = compile(name, given, session);
        if (wanted == null) {
            return ExitCode.FOUND;
        }
        try {
            Bindings bindings = Bindings.in(session.root());
            Duration timeout = LiveOptions.timeout(given, USUAL);
            try (LiveCluster cluster = LiveOptions.open(given, session, bindings, name, timeout)) {
                bind(given, session, bindings, cluster, name);
                return run(given, session, wanted, cluster);
            }
        } catch (BootstrapException e) {
            session.err().println(session.coloured("31", "Tried to bootstrap " + name + ", but " + e.getMessage()));
            return e.isOutOfTime() ? ExitCode.OUT_OF_TIME : ExitCode.FOUND;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "bootstrap " + name, e);
        }
    }

    private static int run(ParseResult given, Session session, Bootstrap wanted, LiveCluster cluster)
            throws LiveException, BootstrapException, UsageException {
        boolean json = LiveOptions.json(given);
        Duration timeout = LiveOptions.timeout(given, USUAL);
        var ground = new Ground(
                cluster.applier(),
                cluster.secrets(),
                cluster.volumes(),
                new WrittenTree(session.root(), wanted.cluster()),
                Deadline.in(timeout),
                LiveOptions.kubeconfig(given, session),
                cluster.context(),
                session.err()::println);
        var run = new BootstrapRun(wanted, ground, session, json);
        boolean dry = given.hasMatchedOption("--dry-run");
        session.err()
                .println((dry ? "what bootstrap would bring: " : "bringing ") + wanted.cluster() + " on "
                        + cluster.name());
        if (dry) {
            run.show();
            return ExitCode.DONE;
        }
        return run.bring() ? ExitCode.DONE : ExitCode.FOUND;
    }

    /** Makes sure that this is the cluster, and from now on everybody's commands will. */
    private static void bind(ParseResult given, Session session, Bindings bindings, LiveCluster cluster, String name)
            throws LiveException, IOException {
        Fingerprint live = cluster.fingerprint();
        if (!given.hasMatchedOption("--rebind") || !bindings.mayBecome(live, name)) {
            bindings.check(live, cluster.context(), name);
        }
        Binding known = bindings.of(name);
        boolean same = known != null && known.fingerprint().equals(live.uid());
        if (given.hasMatchedOption("--dry-run") || same && name.equals(live.cluster())) {
            return;
        }
        if (!name.equals(live.cluster())) {
            cluster.name(name);
        }
        if (!same) {
            Path file = bindings.remember(new Binding(name, cluster.context(), live.uid()));
            session.err()
                    .println(name + " is " + cluster.name() + " from now on: commit "
                            + session.root().relativize(file) + ", to which every command is held");
        }
    }

    /** What the Java says, once {@code dist/} is found to say the same; null where not. */
    private static @Nullable Bootstrap compile(String name, ParseResult given, Session session)
            throws IOException, UsageException {
        var dist = DistDirectory.of(session);
        Found found = session.compile(session.clusters(List.of(name)), compilation -> {
                    SynthResult result = SynthCommand.one(compilation, dist, true);
                    Order order = compilation.order();
                    if (result.exitCode() == ExitCode.DONE && order != null) {
                        return Found.of(order, given, session);
                    }
                    Teller.onErr(session).tell(result.findings());
                    result.tellReport(session);
                    String why = "dist/ is not what the Java says: run mvn synth, and look at what changes";
                    session.err().println(session.coloured("31", "Tried to bootstrap " + name + ", but " + why));
                    return new Found(null, null);
                })
                .get(0);
        if (found.mistake != null) {
            throw found.mistake;
        }
        return found.bootstrap;
    }

    private record Found(
            @Nullable Bootstrap bootstrap, @Nullable UsageException mistake) {
        static Found of(Order order, ParseResult given, Session session) throws IOException {
            try {
                var options = new SecretOptions(given, session);
                return new Found(
                        Bootstrap.of(
                                order,
                                options.maker(order),
                                options.escrow(),
                                options.sealingKeys(order.cluster().name())),
                        null);
            } catch (UsageException e) {
                return new Found(null, e);
            }
        }
    }
}
