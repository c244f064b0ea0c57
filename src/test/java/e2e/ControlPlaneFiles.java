package e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** What the processes of a control plane share on disk: tokens, the key of service accounts, a kubeconfig per user. */
final class ControlPlaneFiles {
    /** Who speaks to the API server. Flux's controllers are the service accounts that its bootstrap gives rights to. */
    enum User {
        ADMIN("admin", "system:masters"),
        /** Who may do what a test lets them. */
        VISITOR("visitor", "visitors"),
        CONTROLLER_MANAGER("system:kube-controller-manager", "system:masters"),
        SCHEDULER("system:kube-scheduler", "system:masters"),
        KWOK("kwok", "system:masters"),
        /** Somebody who may do nothing. */
        GUEST("guest", "guests"),
        SOURCE_CONTROLLER("source-controller"),
        KUSTOMIZE_CONTROLLER("kustomize-controller"),
        HELM_CONTROLLER("helm-controller");

        private final String name;
        private final String groups;

        User(String name, String groups) {
            this.name = name;
            this.groups = groups;
        }

        User(String serviceAccount) {
            this(
                    "system:serviceaccount:flux-system:" + serviceAccount,
                    "system:serviceaccounts,system:serviceaccounts:flux-system");
        }
    }

    private final Path folder;
    private final Map<User, String> tokens = new EnumMap<>(User.class);

    ControlPlaneFiles(Path folder) {
        this.folder = folder;
        var lines = new StringBuilder();
        for (User user : User.values()) {
            String token = UUID.randomUUID().toString();
            tokens.put(user, token);
            lines.append(token + "," + user.name + "," + user.ordinal() + ",\"" + user.groups + "\"\n");
        }
        write("tokens.csv", lines.toString());
        write("service-accounts.pem", privateKey());
    }

    private static String privateKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    String token(User user) {
        return tokens.get(user);
    }

    Path serviceAccountKey() {
        return folder.resolve("service-accounts.pem");
    }

    /** Where the API server puts its certificate, which signs itself. */
    Path certificates() {
        return folder.resolve("certificates");
    }

    Path certificate() {
        return certificates().resolve("apiserver.crt");
    }

    /** A new folder for the data of {@code program}. */
    Path data(String program) {
        try {
            return Files.createDirectories(folder.resolve("data").resolve(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kubeconfig for {@code user} of the API server at {@code address}. */
    Path kubeconfig(User user, String address) {
        Path known = folder.resolve(user + ".kubeconfig");
        if (Files.exists(known)) {
            return known; // somebody may be reading it
        }
        return write(user + ".kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: e2e
                contexts: [{name: e2e, context: {cluster: e2e, user: e2e}}]
                clusters: [{name: e2e, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: e2e, user: {token: "%s"}}]
                """.formatted(address, certificate(), token(user)));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
