package espalier.remote;

import espalier.json.JsonReader;
import espalier.remote.Kubeconfig.Part;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who the user is to a cluster. */
final class Credential {
    private final @Nullable String header;
    private final byte @Nullable [] certificate;
    private final byte @Nullable [] key;

    private Credential(@Nullable String header, byte @Nullable [] certificate, byte @Nullable [] key) {
        this.header = header;
        this.certificate = certificate;
        this.key = key;
    }

    /** The value of the header {@code Authorization}; null where a certificate says it, or nobody is asked. */
    @Nullable
    String header() {
        return header;
    }

    /** The client's, in PEM, or null. */
    byte @Nullable [] certificate() {
        return certificate;
    }

    /** Of the certificate, in PEM, or null. */
    byte @Nullable [] key() {
        return key;
    }

    static Credential of(Part user) throws RemoteException {
        byte[] certificate = user.bytes("client-certificate");
        byte[] key = user.bytes("client-key");
        Mapping content = user.content();
        Mapping exec = content.mapping("exec");
        String token = content.text("token");
        String tokenFile = content.text("tokenFile");
        String name = content.text("username");
        if (content.has("auth-provider")) {
            throw new RemoteException("the kubeconfig uses an auth-provider, which kubectl has left as well; "
                    + "use its exec plugin, or run kubectl proxy and give --server http://127.0.0.1:8001");
        }
        if (token != null && !token.isEmpty()) {
            return new Credential("Bearer " + token, certificate, key);
        }
        if (tokenFile != null && !tokenFile.isEmpty()) {
            try {
                String read = Files.readString(user.folder().resolve(tokenFile), StandardCharsets.UTF_8);
                return new Credential("Bearer " + read.strip(), certificate, key);
            } catch (IOException e) {
                throw new RemoteException("the tokenFile of the kubeconfig cannot be read: " + e, e);
            }
        }
        if (name != null && !name.isEmpty()) {
            String both = name + ":" + content.text("password");
            byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
            return new Credential("Basic " + Base64.getEncoder().encodeToString(bytes), certificate, key);
        }
        return exec == null ? new Credential(null, certificate, key) : ofPlugin(exec, user);
    }

    /** Runs the program that the kubeconfig names, such as a cloud's; it may ask the user something. */
    private static Credential ofPlugin(Mapping exec, Part user) throws RemoteException {
        var command = new ArrayList<String>();
        String program = String.valueOf(exec.text("command"));
        command.add(program.contains("/") ? user.folder().resolve(program).toString() : program);
        for (Value argument : Kubeconfig.elements(exec, "args")) {
            command.add(argument instanceof Leaf leaf ? leaf.text() : "");
        }
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        for (Value value : Kubeconfig.elements(exec, "env")) {
            if (value instanceof Mapping variable) {
                builder.environment()
                        .put(String.valueOf(variable.text("name")), String.valueOf(variable.text("value")));
            }
        }
        builder.environment()
                .put(
                        "KUBERNETES_EXEC_INFO",
                        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" + exec.text("apiVersion")
                                + "\",\"spec\":{\"interactive\":true}}");
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            Mapping status = exit == 0 && JsonReader.read(said) instanceof Mapping credential
                    ? credential.mapping("status")
                    : null;
            if (status == null) {
                throw new RemoteException(
                        program + ", which the kubeconfig has run, gave no credential (exit " + exit + ")");
            }
            String token = status.text("token");
            return new Credential(
                    token == null ? null : "Bearer " + token,
                    bytes(status.text("clientCertificateData")),
                    bytes(status.text("clientKeyData")));
        } catch (IOException | JsonReader.SyntaxException e) {
            throw new RemoteException(program + ", which the kubeconfig has run, gave no credential: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("it was interrupted", e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
