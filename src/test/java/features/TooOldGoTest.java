package features;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tools/build} on a machine whose Go is too old for one tool, where the later one cannot be had. */
class TooOldGoTest {
    private static final Path BUILD = Path.of(System.getProperty("espalier.root", "."), "tools", "build");

    @TempDir
    Path machine;

    @Test
    void saysSoAloudAndGoesOn() throws IOException {
        String late = Files.readAllLines(BUILD.resolveSibling("flate/go.mod")).stream()
                .filter(line -> line.startsWith("toolchain "))
                .map(line -> line.substring("toolchain ".length()))
                .findFirst()
                .orElseThrow();
        Tools.Ran ran = build("flate");
        assertThat(ran.err().lines())
                .containsExactly(
                        "tools/build: flate needs " + late + ", which Go fetches once",
                        "tools/build: NOTICE: flate is not built: Go is 1.25.9, and " + late
                                + " could not be had: go: downloading " + late
                                + " (linux/amd64) go: module lookup disabled. What needs flate is skipped.");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(machine.resolve("tools/bin/flate")).doesNotExist();
    }

    @Test
    void failsWhereToolsAreRequired() throws IOException {
        assertThat(build("--require", "flate").exit()).isEqualTo(1);
    }

    /** Whose go.mod names no toolchain: nothing is fetched for it. */
    @Test
    void aToolThatEveryGoIsLateEnoughForIsBuiltByTheInstalledOne() throws IOException {
        Tools.Ran ran = build("kustomize");
        assertThat(ran.err()).contains("building kustomize (once").contains("go build by local");
    }

    private Tools.Ran build(String... arguments) throws IOException {
        Path go = Files.writeString(
                Files.createDirectories(machine.resolve("bin")).resolve("go"), """
                #!/bin/sh
                case "$GOTOOLCHAIN $1" in
                  'local env') echo go1.25.9 ;;
                  'local build') echo "go build by $GOTOOLCHAIN" >&2; exit 1 ;;
                  *) printf 'go: downloading %s (linux/amd64)\\ngo: module lookup disabled\\n' "$GOTOOLCHAIN" >&2; exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(go, fromString("rwxr-xr-x"));
        var command = new ArrayList<>(List.of(
                "env",
                "PATH=" + go.getParent() + ":" + System.getenv("PATH"),
                "ESPALIER_TOOLS=" + machine.resolve("tools"),
                BUILD.toString()));
        command.addAll(List.of(arguments));
        return Tools.run(command, machine, "");
    }
}
