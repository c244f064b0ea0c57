package espalier.cli;

import espalier.Identity;
import espalier.SecretDeclaration.Given;
import espalier.hidden.Hidden;
import espalier.live.Terminal;
import espalier.order.Order;
import espalier.sealed.SealedDocument;
import espalier.sealed.SealingScope;
import espalier.sealed.Wanted.Part;
import espalier.secrets.KeyName;
import espalier.secrets.SealPlan;
import espalier.secrets.SealPlan.Lacking;
import espalier.secrets.SealingKey;
import espalier.secrets.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Seals values for a cluster's Sealed Secrets, into the files that its Java reads. No option takes a value. */
final class SealCommand implements Command {
    private static final String CERTIFICATE = "etc/certs/pub-sealed-secrets.pem";

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                name(),
                "Seals values for one cluster alone, into a file below src/main/resources/ that can be committed. They come from"
                        + " standard input (several keys: a line each) or from a prompt that shows nothing, never from the"
                        + " command line. What other Secrets are made of the value is sealed in the same go.",
                "  espalier seal --cluster kyrion --namespace ai librechat OPENAI_API_KEY   asks for it",
                "  espalier seal --cluster kyrion --generate          makes all passwords that nobody has sealed yet",
                "  espalier seal --cluster kyrion --generate postgres-credentials           makes it a new one",
                "  espalier seal --cluster kyrion --fetch             takes the certificate that the cluster seals with now");
        return LiveOptions.addConnectionTo(spec, "30s")
                .addOption(LiveOptions.option("--cluster", "NAME", "The cluster that shall open it."))
                .addOption(LiveOptions.option(
                        "--namespace",
                        "NAME",
                        "The Secret's. Default: that of the one of this name which is declared."))
                .addOption(LiveOptions.option(
                        "--scope",
                        "SCOPE",
                        "Where it can be opened: strict (under this name and namespace), namespace-wide or cluster-wide."
                                + " Default: that of the file; strict for a new one."))
                .addOption(LiveOptions.option(
                        "--cert",
                        "FILE",
                        "The certificate of the cluster's key, in PEM. Default: " + CERTIFICATE + "."))
                .addOption(Options.flag(
                        "--generate",
                        "Makes random values, with their hashes: new ones for the Secrets that are named, or, where none is,"
                                + " for what was never sealed."))
                .addOption(Options.flag("--fetch", "Writes the certificate that the running cluster seals with."))
                .addOption(LiveOptions.option(
                        "--controller",
                        "NAMESPACE/SERVICE",
                        "Whom --fetch asks. Default: " + FetchedCertificate.CONTROLLER + "."))
                .addPositional(Options.arguments(
                        0,
                        "NAME KEY",
                        "The Secret, and its keys to be sealed. Without a key, only what stands beside its"
                                + " values is written as it is declared. With --generate: Secrets."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> words = given.matchedPositionalValue(0, new ArrayList<>());
        String cluster = given.matchedOptionValue("--cluster", (String) null);
        if (cluster == null) {
            throw new UsageException("Tried to seal, but for which cluster? Say --cluster NAME, one of: "
                    + String.join(", ", session.fleet().names()));
        }
        session.clusters(List.of(cluster));
        SealingScope scope = scope(given);
        Path certificate = certificate(given, session);
        if (given.hasMatchedOption("--fetch")) {
            return FetchedCertificate.write(given, session, certificate);
        }
        try {
            SealingKey key = key(certificate, cluster);
            SealedFiles files = session.compile(List.of(cluster), compilation -> new Found(compilation.order()))
                    .get(0)
                    .files(session.root(), cluster);
            return given.hasMatchedOption("--generate")
                    ? generate(words, files, cluster, new Seal(key, scope), given, session)
                    : seal(words, files, new Seal(key, scope), given, session);
        } catch (SecretException e) {
            session.err().println(session.coloured("31", "Tried to seal, but " + e.getMessage()));
            return ExitCode.FOUND;
        }
    }

    /**
     * With what is sealed.
     *
     * @param scope null for that of the file
     */
    private record Seal(SealingKey key, @Nullable SealingScope scope) {}

    private record Found(@Nullable Order order) {
        SealedFiles files(Path root, String cluster) {
            return SealedFiles.of(root, cluster, order);
        }
    }

    private static Path certificate(ParseResult given, Session session) {
        String said = given.matchedOptionValue("--cert", (String) null);
        return said == null
                ? session.root().resolve(CERTIFICATE)
                : session.directory().resolve(said);
    }

    private static SealingKey key(Path file, String cluster) throws IOException, SecretException {
        String fetch = ": take the cluster's with espalier seal --cluster " + cluster + " --fetch";
        if (!Files.isRegularFile(file)) {
            throw new SecretException("there is no certificate " + file + fetch);
        }
        try {
            return SealingKey.read(Files.readString(file), Instant.now());
        } catch (SecretException e) {
            throw new SecretException("the certificate " + file + " will not do: " + e.getMessage() + fetch);
        } catch (java.nio.charset.MalformedInputException e) {
            throw new SecretException("the certificate " + file + " is no text, and so not in PEM" + fetch);
        }
    }

    private static int seal(List<String> words, SealedFiles files, Seal seal, ParseResult given, Session session)
            throws IOException, UsageException, SecretException {
        if (words.isEmpty()) {
            throw new UsageException(
                    "Tried to seal, but nothing was named: say the Secret and its keys, or --generate");
        }
        var meant = new MeantSecrets(files, given.matchedOptionValue("--namespace", (String) null));
        Identity secret = meant.secret(words.get(0));
        List<String> keys = List.copyOf(new LinkedHashSet<>(words.subList(1, words.size())));
        meant.check(secret, keys);
        SealPlan plan = new SealPlan(files.declared(), files.sealed());
        var values = new BroughtValues(System.getenv());
        var names = new ArrayList<KeyName>();
        keys.forEach(name -> names.add(new KeyName(secret, name)));
        if (!Terminal.isThere()) {
            values.fromLines(names);
        }
        for (KeyName name : names) {
            Hidden value = values.value(name, what(name, files));
            if (value == null || value.isEmpty()) {
                throw new SecretException("no value was brought for " + name
                        + ": pipe it in, or run this at a terminal," + " which asks for it");
            }
            plan.bring(name, value);
        }
        Map<Identity, Map<String, Hidden>> all = new LinkedHashMap<>(plan.values());
        all.putIfAbsent(secret, Map.of());
        write(all, secret, files, seal, session);
        return ExitCode.DONE;
    }

    private static int generate(
            List<String> words, SealedFiles files, String cluster, Seal seal, ParseResult given, Session session)
            throws IOException, SecretException {
        var meant = new MeantSecrets(files, given.matchedOptionValue("--namespace", (String) null));
        var renewed = new LinkedHashSet<Identity>();
        for (String word : words) {
            Identity secret = meant.secret(word);
            if (files.declared(secret) == null) {
                throw new SecretException("nothing declares " + secret.namespace() + "/" + word
                        + ", and so how its values are made: bring them, with espalier seal NAME KEY");
            }
            renewed.add(secret);
        }
        var plan = new SealPlan(files.declared(), files.sealed());
        plan.generate(renewed);
        Map<Identity, Map<String, Hidden>> all = plan.values();
        write(all, null, files, seal, session);
        List<Lacking> lacking = plan.lacking();
        if (all.isEmpty()) {
            session.err()
                    .println(
                            "nothing to make: "
                                    + (lacking.isEmpty()
                                            ? "all that " + cluster + " declares is sealed already"
                                            : "what is not sealed yet somebody has to bring, or is made of what nobody here can open"));
        }
        for (Lacking one : lacking) {
            session.err().println(session.coloured("33", MissingValue.words(one, cluster, files)));
        }
        return lacking.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private static Given what(KeyName name, SealedFiles files) {
        Part part = files.part(name);
        return part != null && part.recipe() instanceof Given declared
                ? declared
                : new Given(part == null ? "the value to be sealed" : part.describe());
    }

    /** Seals everything before it writes anything. */
    private static void write(
            Map<Identity, Map<String, Hidden>> all,
            @Nullable Identity asked,
            SealedFiles files,
            Seal seal,
            Session session)
            throws IOException, SecretException {
        var documents = new LinkedHashMap<Identity, SealedDocument>();
        for (Map.Entry<Identity, Map<String, Hidden>> one : all.entrySet()) {
            boolean own = asked == null || one.getKey().equals(asked);
            documents.put(one.getKey(), files.with(one.getKey(), one.getValue(), own ? seal.scope : null, seal.key));
        }
        for (Map.Entry<Identity, SealedDocument> one : documents.entrySet()) {
            Set<String> keys = all.getOrDefault(one.getKey(), Map.of()).keySet();
            boolean changed = files.write(one.getKey(), one.getValue());
            session.err()
                    .println((keys.isEmpty() ? "no value" : String.join(", ", keys)) + " sealed for "
                            + one.getKey().namespace() + "/" + one.getKey().name() + ", "
                            + one.getValue().scope().word() + (changed ? "" : "; nothing changed"));
            session.out().println(files.shown(files.file(one.getKey())));
        }
        if (!documents.isEmpty()) {
            session.err().println("The certificate is valid until " + seal.key.expires() + "; run synth next.");
        }
    }

    private static @Nullable SealingScope scope(ParseResult given) throws UsageException {
        String word = given.matchedOptionValue("--scope", (String) null);
        SealingScope scope = word == null ? null : SealingScope.of(word);
        if (word != null && scope == null) {
            throw new UsageException("Tried to seal in the scope \"" + word
                    + "\", but there are only: strict, namespace-wide, cluster-wide");
        }
        return scope;
    }
}
