package espalier.cli;

import espalier.binding.Binding;
import espalier.binding.Bindings;
import espalier.json.JsonLine;
import espalier.live.Deadline;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.order.Order;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.EscrowFile;
import espalier.secrets.Givens;
import espalier.secrets.KeyName;
import espalier.secrets.Readers;
import espalier.secrets.Rotation;
import espalier.secrets.SecretException;
import espalier.secrets.SecretMaker;
import espalier.tree.Mapping;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Gives a declared Secret new values, and lets those begin anew who read them. */
final class RotateCommand implements Command {
    private static final Duration USUAL = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "rotate";
    }

    @Override
    public CommandSpec spec() {
        return SecretOptions.addEscrowTo(LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Makes a new password, with its hashes and all that it is a part of, and restarts who reads it:"
                                        + " servers before their clients, each ready before the next.",
                                "  espalier rotate nats-credentials --dry-run      what would change, and who would restart",
                                "  espalier rotate nats-credentials/NATS_DEFAULT_PASSWORD --cluster lab"),
                        "15m"))
                .addOption(Options.flag("--dry-run", "Changes nothing, and shows what would be changed."))
                .addPositional(Options.argument(
                        "SECRET[/KEY]",
                        "A Secret for all its random values, or one key, with the namespace in front where"
                                + " several are called so."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String asked = given.matchedPositionalValue(0, "");
        String name = given.matchedOptionValue("--cluster", (String) null);
        if (name != null) {
            session.clusters(List.of(name));
        }
        EscrowFile escrow = new SecretOptions(given, session).escrow();
        Duration timeout = LiveOptions.timeout(given, USUAL);
        try {
            Bindings bindings = Bindings.in(session.root());
            try (LiveCluster cluster = LiveOptions.open(given, session, bindings, name, timeout)) {
                String found = which(cluster, bindings, name, session);
                Order order = session.order(found);
                return order == null ? ExitCode.FOUND : rotate(asked, order, cluster, escrow, given, session);
            }
        } catch (SecretException e) {
            session.err().println(session.coloured("31", "Tried to rotate " + asked + ", but " + e.getMessage()));
            return ExitCode.FOUND;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "rotate " + asked, e);
        }
    }

    /** The cluster of the repository that it is; only one that was bootstrapped is known well enough to change its passwords. */
    private static String which(LiveCluster cluster, Bindings bindings, @Nullable String name, Session session)
            throws LiveException {
        var live = cluster.fingerprint();
        String found = bindings.check(live, cluster.context(), name);
        Binding binding = found == null ? null : bindings.of(found);
        if (found == null || !session.fleet().names().contains(found)) {
            throw new LiveException(cluster.name() + " is none of this repository's clusters: name the right one with"
                    + " --context, or bootstrap it");
        }
        if (binding == null && !found.equals(live.cluster())) {
            throw new LiveException("nobody remembers which cluster " + found + " is: espalier bootstrap " + found
                    + " does, and changes nothing of what is there");
        }
        return found;
    }

    private static int rotate(
            String asked,
            Order order,
            LiveCluster cluster,
            @Nullable EscrowFile escrow,
            ParseResult given,
            Session session)
            throws LiveException, SecretException, UsageException {
        boolean json = LiveOptions.json(given);
        DeclaredSecrets declared = DeclaredSecrets.of(order);
        Readers readers = Readers.of(order);
        Rotation rotation = Rotation.of(asked, declared, order);
        rotation.check(cluster.secrets());
        var restart = new Restart(cluster, order, readers.of(rotation.changed()), rotation.changed());
        boolean dry = given.hasMatchedOption("--dry-run");
        session.err().println((dry ? "what rotate would do on " : "rotating on ") + cluster.name());
        if (!dry) {
            rotation.write(cluster.secrets());
        }
        for (KeyName name : rotation.changed()) {
            tell(session, json, rotation.fresh().contains(name) ? "new" : "made anew", name.toString());
        }
        if (dry) {
            restart.planned().forEach((what, how) -> tell(session, json, how, what));
            return ExitCode.DONE;
        }
        if (escrow != null) {
            String name = order.cluster().name();
            new SecretMaker(declared, readers, Givens.NONE, Map.of(), Set.of()).keep(name, escrow, cluster.secrets());
            tell(session, json, "kept", "the generated values, encrypted, in " + escrow);
        }
        Deadline deadline = Deadline.in(LiveOptions.timeout(given, USUAL));
        List<String> late = restart.run(deadline, (what, how) -> tell(session, json, how, what));
        late.forEach(what -> session.err()
                .println(session.coloured(
                        "31",
                        what + " was not ready in time; what reads the new value after it, was not"
                                + " restarted. When it is, run: espalier rotate " + asked
                                + " again, or restart the rest by hand")));
        return late.isEmpty() ? ExitCode.DONE : ExitCode.OUT_OF_TIME;
    }

    private static void tell(Session session, boolean json, String how, String what) {
        session.out()
                .println(
                        json
                                ? JsonLine.text(Mapping.of("what", what).put("state", how))
                                : String.format(java.util.Locale.ROOT, "%-14s  %s", how, what));
    }
}
