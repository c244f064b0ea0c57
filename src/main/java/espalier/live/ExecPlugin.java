package espalier.live;

import espalier.json.JsonReader;
import espalier.tree.Mapping;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A program that the kubeconfig names, such as a cloud's, which gives a token or a certificate, and may ask the user
 * something. It is run anew when what it gave expires, which for some clouds is sooner than a rollout.
 */
final class ExecPlugin {
    private static final Duration EARLY = Duration.ofSeconds(30);

    private static final File NOTHING = new File("/dev/null");

    private final ExecConfig exec;
    private final Path folder;
    private @Nullable String token;
    private @Nullable Instant expiry;

    /** @param folder of the kubeconfig, from which a path is meant */
    ExecPlugin(ExecConfig exec, Path folder) {
        this.exec = exec;
        this.folder = folder;
    }

    /** Puts what the program gives into {@code config}. */
    void signIn(Config config) throws LiveException {
        Mapping status = run();
        String certificate = status.text("clientCertificateData");
        String key = status.text("clientKeyData");
        if (certificate != null && key != null) {
            config.setClientCertData(encoded(certificate));
            config.setClientKeyData(encoded(key));
            ClientKeys.tellAlgorithm(config);
        }
        if (token != null) {
            config.setOauthTokenProvider(this::token);
        }
    }

    private static String encoded(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String token() {
        if (expiry != null && Instant.now().isAfter(expiry.minus(EARLY))) {
            try {
                run();
            } catch (LiveException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        return token == null ? "" : token;
    }

    private Mapping run() throws LiveException {
        var command = new ArrayList<String>();
        String program = exec.getCommand();
        command.add(program.contains("/") ? folder.resolve(program).toString() : program);
        if (exec.getArgs() != null) {
            command.addAll(exec.getArgs());
        }
        boolean asks = Terminal.isThere() && !"Never".equals(exec.getInteractiveMode());
        var builder = new ProcessBuilder(command)
                // What else stands on standard input may be a value that somebody hands over.
                .redirectInput(asks ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.from(NOTHING))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (exec.getEnv() != null) {
            exec.getEnv().forEach(each -> builder.environment().put(each.getName(), each.getValue()));
        }
        builder.environment()
                .put(
                        "KUBERNETES_EXEC_INFO",
                        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" + exec.getApiVersion()
                                + "\",\"spec\":{\"interactive\":" + asks + "}}");
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            Mapping status = exit == 0 && JsonReader.read(said) instanceof Mapping credential
                    ? credential.mapping("status")
                    : null;
            if (status == null) {
                throw new LiveException(
                        program + ", which the kubeconfig has run, gave no credential (exit " + exit + ")");
            }
            token = status.text("token");
            String until = status.text("expirationTimestamp");
            expiry = until == null ? null : Instant.parse(until);
            return status;
        } catch (IOException | JsonReader.SyntaxException | DateTimeParseException e) {
            throw new LiveException(program + ", which the kubeconfig has run, gave no credential: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LiveException("it was interrupted", e);
        }
    }
}
