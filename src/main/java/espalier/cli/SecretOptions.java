package espalier.cli;

import espalier.hidden.Hidden;
import espalier.order.Order;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.EscrowFile;
import espalier.secrets.KeyName;
import espalier.secrets.Readers;
import espalier.secrets.SealingSecret;
import espalier.secrets.SecretException;
import espalier.secrets.SecretMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Where the values of Secrets come from, and where they are kept. No option takes a value itself: others can see a command line. */
final class SecretOptions {
    private final ParseResult given;
    private final Session session;

    SecretOptions(ParseResult given, Session session) {
        this.given = given;
        this.session = session;
    }

    static CommandSpec addTo(CommandSpec spec) {
        return addEscrowTo(spec)
                .addOption(several(
                        "--given-file",
                        "SECRET/KEY=FILE",
                        "Takes a value that a person brings from a file. What is to be brought, --dry-run tells; a terminal is"
                                + " asked for what no option gives."))
                .addOption(
                        several("--given-env", "SECRET/KEY=VARIABLE", "Takes it from a variable of the environment."))
                .addOption(
                        LiveOptions.option("--given-stdin", "SECRET/KEY", "Takes it from standard input, all of it."))
                .addOption(
                        LiveOptions.option(
                                "--restore",
                                "FILE",
                                "Takes generated values, and the keys of Sealed Secrets, from this escrow, instead of making new ones."))
                .addOption(LiveOptions.option("--identity", "FILE", "The age identity that opens the escrow."))
                .addOption(several(
                        "--new-passwords-for",
                        "SECRET",
                        "Makes new values for this Secret, though there is data that may be behind the old ones."));
    }

    static CommandSpec addEscrowTo(CommandSpec spec) {
        return spec.addOption(LiveOptions.option(
                        "--escrow",
                        "RECIPIENT",
                        "Keeps the generated values, encrypted for this age recipient (age1…)."))
                .addOption(LiveOptions.option(
                        "--escrow-file", "FILE", "Where they are kept. What is there already is kept beside it."));
    }

    private static OptionSpec several(String name, String label, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** What makes the Secrets of the cluster that {@code order} is of. */
    SecretMaker maker(Order order) throws IOException, UsageException {
        DeclaredSecrets declared = DeclaredSecrets.of(order);
        return new SecretMaker(
                declared,
                Readers.of(order),
                brought(declared),
                restored(order.cluster().name()),
                new HashSet<>(list("--new-passwords-for")));
    }

    private BroughtValues brought(DeclaredSecrets declared) throws UsageException {
        var values = new BroughtValues(System.getenv());
        var known = declared.given().keySet();
        for (String option : new String[] {"--given-file", "--given-env"}) {
            for (String said : list(option)) {
                int equals = said.indexOf('=');
                if (equals < 1 || equals == said.length() - 1) {
                    throw new UsageException("Tried to read " + option + " " + said + ", but it is no SECRET/KEY="
                            + (option.endsWith("file") ? "FILE" : "VARIABLE"));
                }
                KeyName name = named(option, said.substring(0, equals), known);
                String from = said.substring(equals + 1);
                if (option.endsWith("file")) {
                    values.fromFile(name, session.directory().resolve(from));
                } else {
                    values.fromVariable(name, from);
                }
            }
        }
        String piped = given.matchedOptionValue("--given-stdin", (String) null);
        if (piped != null) {
            values.fromInput(named("--given-stdin", piped, known));
        }
        return values;
    }

    private static KeyName named(String option, String name, java.util.Set<KeyName> known) throws UsageException {
        try {
            return DeclaredSecrets.named(name, known);
        } catch (SecretException e) {
            throw new UsageException(
                    "Tried to find what " + option + " brings, but among what a person can bring " + e.getMessage());
        }
    }

    private interface Read<T> {
        T from(Path file, Path identity) throws IOException, SecretException;
    }

    private Map<KeyName, Hidden> restored(String cluster) throws IOException, UsageException {
        Map<KeyName, Hidden> values = ofEscrow((file, identity) -> EscrowFile.read(file, identity, cluster));
        return values == null ? Map.of() : values;
    }

    /** The keys of Sealed Secrets that the escrow brings back. */
    List<SealingSecret> sealingKeys(String cluster) throws IOException, UsageException {
        List<SealingSecret> keys = ofEscrow((file, identity) -> EscrowFile.sealingKeys(file, identity, cluster));
        return keys == null ? List.of() : keys;
    }

    /** What the escrow holds; null where none was named. */
    private <T> @Nullable T ofEscrow(Read<T> read) throws IOException, UsageException {
        String file = given.matchedOptionValue("--restore", (String) null);
        String identity = given.matchedOptionValue("--identity", (String) null);
        if (file == null && identity == null) {
            return null;
        }
        if (file == null || identity == null) {
            throw new UsageException("Tried to restore values, but it takes both --restore FILE and --identity FILE");
        }
        try {
            return read.from(
                    session.directory().resolve(file), session.directory().resolve(identity));
        } catch (SecretException e) {
            throw new UsageException("Tried to restore values from " + file + ", but " + e.getMessage());
        }
    }

    /** Where generated values are kept; null for nowhere. */
    @Nullable
    EscrowFile escrow() throws UsageException {
        String recipient = given.matchedOptionValue("--escrow", (String) null);
        String path = given.matchedOptionValue("--escrow-file", (String) null);
        if (recipient == null && path == null) {
            return null;
        }
        if (recipient == null || path == null) {
            throw new UsageException("Tried to keep the generated values, but it takes both --escrow RECIPIENT and"
                    + " --escrow-file FILE");
        }
        var file = new EscrowFile(session.directory().resolve(path), recipient);
        if (!file.obstacle().isEmpty()) {
            throw new UsageException(
                    "Tried to keep the generated values in " + path + " for " + recipient + ", but " + file.obstacle());
        }
        return file;
    }

    private List<String> list(String option) {
        return given.matchedOptionValue(option, new ArrayList<>());
    }
}
