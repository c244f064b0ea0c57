package features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import clusters.Lab;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.Deployment;
import infra.Nats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has the password gets into the lab's NATS, and nobody else; on a real server, with what dist/ says. */
class NatsAuthenticationTest {
    private static final String PASSWORD_KEY = "nats-credentials/NATS_DEFAULT_PASSWORD";
    private static final String HASH_KEY = "nats-credentials/NATS_DEFAULT_PASSWORD_HASH";
    private static final String PASSWORD = "correct-horse";

    private static final Compilation LAB = Compiled.compile(new Fleet().cluster("lab", Lab::new), "lab");

    @TempDir
    Path root;

    /** Hashes that hold all that a shell or a configuration parser could trip over. */
    static List<String> hashes() {
        return List.of(
                hash(BCrypt.Version.VERSION_2A, '/'), hash(BCrypt.Version.VERSION_2A, '.'),
                hash(BCrypt.Version.VERSION_2B, '/'), hash(BCrypt.Version.VERSION_2Y, '.'));
    }

    private static String hash(BCrypt.Version version, char character) {
        String hash;
        do {
            // The lowest cost: this is about the characters.
            hash = BCrypt.with(version).hashToString(4, PASSWORD.toCharArray());
        } while (hash.indexOf(character) < 0);
        return hash;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash --posix", "busybox sh"})
    void theInitContainerWritesTheHashAsItIs(String shell) throws Exception {
        List<String> words = installed(shell);
        var secrets = new TreeMap<>(MadeSecrets.of(LAB));
        int number = 0;
        for (String hash : hashes()) {
            secrets.put(HASH_KEY, hash);
            Path pod = Files.createDirectories(root.resolve("pod" + number++));
            NatsServer.prepare(LAB, secrets, words, pod);
            Path auth = pod.resolve("etc/nats/auth/auth.conf");
            assertThat(auth).content().contains("password: \"" + hash + "\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(auth)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anEmptyHashStopsThePodInsteadOfOpeningTheServer() {
        var secrets = new TreeMap<>(MadeSecrets.of(LAB));
        secrets.put(HASH_KEY, "");
        assertThatThrownBy(() -> NatsServer.prepare(LAB, secrets, List.of("sh"), root))
                .hasMessageContaining("NATS_DEFAULT_PASSWORD_HASH: is empty");
        assertThat(root.resolve("etc/nats/auth/auth.conf")).doesNotExist();
    }

    private static List<String> installed(String shell) {
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        words.set(0, Tools.find(words.get(0)));
        return words;
    }

    @ParameterizedTest(name = "hash {index}")
    @MethodSource("hashes")
    void thePasswordGetsInWhateverIsInItsHash(String hash) throws Exception {
        var secrets = new TreeMap<>(MadeSecrets.of(LAB));
        secrets.put(PASSWORD_KEY, PASSWORD);
        secrets.put(HASH_KEY, hash);
        admitsOnlyThePassword(secrets);
    }

    @Test
    void theSecretsMadeAsDeclaredGetIn() throws Exception {
        admitsOnlyThePassword(MadeSecrets.of(LAB));
    }

    private void admitsOnlyThePassword(Map<String, String> secrets) throws Exception {
        String password = secrets.get(PASSWORD_KEY);
        String hash = secrets.get(HASH_KEY);
        NatsServer.prepare(LAB, secrets, List.of("sh"), root);
        try (NatsServer server = NatsServer.start(LAB, secrets, root)) {
            server.logIn("default", password);
            assertThat(server.refuses("default", password + "x"))
                    .as("a wrong password")
                    .isTrue();
            assertThat(server.refuses("default", "")).as("an empty password").isTrue();
            assertThat(server.refuses("default", hash)).as("the hash").isTrue();
            assertThat(server.refuses("admin", password)).as("another user").isTrue();
            assertThat(server.refuses(null, "")).as("nobody").isTrue();
            assertThat(server.refuses("default", password)).as("the password").isFalse();
            assertThat(server.log()).content().doesNotContain(password, hash);
        }
    }

    /** A program that talks to NATS. */
    static final class Reader extends Component {
        Reader(Scope scope, String id, Nats nats) {
            super(scope, id);
            new Deployment(this, d -> d.container("reader", "example/reader:1", c -> c.connect(nats)));
        }
    }

    @Test
    void aConnectedContainerGetsAUrlThatLogsIn() throws Exception {
        Compilation cluster = Compiled.stage(apps -> new Reader(apps, "reader", new Nats(apps, "nats")));
        Map<String, String> secrets = MadeSecrets.of(cluster);
        Map<String, String> environment =
                ContainerStart.of(cluster, "reader", "reader", secrets).environment();

        // Kubernetes expands only what was defined before.
        assertThat(environment.keySet()).containsExactly("NATS_PASSWORD", "NATS_URL");
        String url = environment.get("NATS_URL");
        assertThat(url).isEqualTo("nats://default:" + environment.get("NATS_PASSWORD") + "@nats-service:4222");

        NatsServer.prepare(cluster, secrets, List.of("sh"), root);
        try (NatsServer server = NatsServer.start(cluster, secrets, root)) {
            NatsServer.logIn(url.replace("nats-service:4222", "127.0.0.1:" + server.port()));
            assertThat(server.refuses("default", "wrong")).isTrue();
        }
    }
}
