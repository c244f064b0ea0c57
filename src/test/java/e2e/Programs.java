package e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The programs of the control plane, from the cache that {@code src/test/controlplane/build} fills. */
final class Programs {
    private Programs() {}

    /** The path of {@code name}; the tests are skipped, aloud, where it is not built. */
    static Path find(String name) {
        Path program = cache().resolve("bin").resolve(name);
        if (!Files.exists(program)) {
            String message = "SKIPPED: there is no " + name + " in " + cache() + "; build it with `make controlplane`";
            System.err.println(message);
            Assumptions.abort(message);
        }
        return program;
    }

    /** As the build decides it. */
    private static Path cache() {
        String own = System.getenv("ESPALIER_CONTROLPLANE");
        if (own != null) {
            return Path.of(own);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return folder.resolve("espalier/controlplane");
    }
}
