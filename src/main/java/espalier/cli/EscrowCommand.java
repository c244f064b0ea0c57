package espalier.cli;

import espalier.binding.Bindings;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.order.Order;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.EscrowFile;
import espalier.secrets.Givens;
import espalier.secrets.Readers;
import espalier.secrets.SecretException;
import espalier.secrets.SecretMaker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Keeps outside of a running cluster what nobody could make anew. Changes nothing there, and so can run on a schedule. */
final class EscrowCommand implements Command {
    private static final Duration USUAL = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "escrow";
    }

    @Override
    public CommandSpec spec() {
        return SecretOptions.addEscrowTo(LiveOptions.addConnectionTo(
                        Options.command(
                                name(),
                                "Keeps what a running cluster has and nobody could make anew, encrypted with age: the values that"
                                        + " its bootstrap generated, and the keys that open what is sealed in git. espalier bootstrap"
                                        + " --restore brings both back.",
                                "  espalier escrow kyrion --escrow age1… --escrow-file kyrion-2026-q4.age"),
                        "1m"))
                .addPositional(Options.cluster());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String name = given.matchedPositionalValue(0, "");
        session.clusters(List.of(name));
        EscrowFile file = new SecretOptions(given, session).escrow();
        if (file == null) {
            throw new UsageException(
                    "Tried to keep what " + name + " has, but where? Say --escrow RECIPIENT and --escrow-file FILE");
        }
        Order order = session.order(name);
        if (order == null) {
            return ExitCode.FOUND;
        }
        Duration timeout = LiveOptions.timeout(given, USUAL);
        try {
            return keep(name, order, file, given, session, timeout);
        } catch (SecretException e) {
            session.err().println(session.coloured("31", "Tried to keep what " + name + " has, but " + e.getMessage()));
            return ExitCode.FOUND;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "keep what " + name + " has", e);
        }
    }

    private static int keep(
            String name, Order order, EscrowFile file, ParseResult given, Session session, Duration timeout)
            throws IOException, LiveException, SecretException {
        Bindings bindings = Bindings.in(session.root());
        try (LiveCluster cluster = LiveOptions.open(given, session, bindings, name, timeout)) {
            bindings.check(cluster.fingerprint(), cluster.context(), name);
            var maker = new SecretMaker(DeclaredSecrets.of(order), Readers.of(order), Givens.NONE, Map.of(), Set.of());
            int secrets = maker.keep(name, file, cluster.secrets());
            session.err()
                    .println("kept " + secrets + (secrets == 1 ? " Secret" : " Secrets") + " of " + cluster.name());
            session.out().println(file);
            return ExitCode.DONE;
        }
    }
}
