package espalier.cli;

import espalier.doctor.Right;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.secrets.SealingKey;
import espalier.secrets.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** The certificate that a running cluster seals with, asked of its controller through the API server. */
final class FetchedCertificate {
    /** As the construct of the controller calls it. */
    static final String CONTROLLER = "sealed-secrets-system/sealed-secrets";

    private static final Duration USUAL = Duration.ofSeconds(30);

    private FetchedCertificate() {}

    static int write(ParseResult given, Session session, Path file) throws IOException, UsageException {
        String controller = given.matchedOptionValue("--controller", CONTROLLER);
        int slash = controller.indexOf('/');
        if (slash < 1 || slash == controller.length() - 1) {
            throw new UsageException(
                    "Tried to ask the controller \"" + controller + "\", but it is no NAMESPACE/SERVICE");
        }
        String path = "/api/v1/namespaces/" + controller.substring(0, slash) + "/services/http:"
                + controller.substring(slash + 1) + ":http/proxy/v1/cert.pem";
        Duration timeout = LiveOptions.timeout(given, USUAL);
        var right = new Right("", "services/proxy", "get");
        try (LiveCluster cluster = LiveOptions.cluster(given, session, List.of(right), timeout)) {
            String pem = cluster.text(path, right);
            SealingKey key = SealingKey.read(pem, Instant.now());
            boolean changed = !Files.exists(file) || !Files.readString(file).equals(pem);
            if (changed) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
                Files.writeString(draft, pem);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            session.err()
                    .println("the certificate of " + cluster.name() + " is valid until " + key.expires()
                            + (changed ? "; commit it" : "; it is there already"));
            session.out()
                    .println(session.root()
                            .relativize(file.toAbsolutePath().normalize())
                            .toString()
                            .replace('\\', '/'));
            return ExitCode.DONE;
        } catch (SecretException e) {
            session.err()
                    .println(session.coloured(
                            "31", "Tried to take the certificate of " + controller + ", but " + e.getMessage()));
            return ExitCode.FOUND;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "take the certificate of " + controller, e);
        }
    }
}
