package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import apps.Ollama;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Ollama's second container runs pulls each model once, whenever its registry answers; by a real shell.
 *
 * <p>{@code ollama} is a stand-in here that keeps its models in a folder: {@code tools/build} does without a C compiler, and the
 * program cannot. A sleep of the script takes a hundredth of its time.
 */
class ModelPullTest {
    @TempDir
    Path root;

    @BeforeEach
    void standIns() throws IOException {
        Files.createDirectories(root.resolve("models"));
        Files.createDirectories(root.resolve("registry"));
        program("ollama", """
                case $1 in
                  list) test -e %1$s/serving ;;
                  show) test -e %1$s/models/$2 ;;
                  pull)
                    echo "$2" >>%1$s/asked
                    test -e %1$s/registry/$2 || { echo "Error: no such host" >&2; exit 1; }
                    touch %1$s/models/$2 ;;
                esac
                """);
        program(
                "sleep",
                "echo \"$1\" >>%1$s/slept\nexec /bin/sleep \"$(($1 / 100)).$(printf %%02d $(($1 %% 100)))\"\n");
        Files.writeString(root.resolve("serving"), "");
        Files.writeString(root.resolve("asked"), "");
    }

    private void program(String name, String script) throws IOException {
        Path file = root.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script.formatted(root));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void eachModelIsPulledOnce() throws Exception {
        registryHas("llama3.2:3b", "qwen3:4b");
        assertThat(runUntil("3600", "llama3.2:3b")).contains("pulled llama3.2:3b");
        for (int i = 0; i < 3; i++) {
            assertThat(runUntil("3600", "llama3.2:3b")).isEmpty();
        }
        assertThat(runUntil("3600", "llama3.2:3b", "qwen3:4b")).isEqualTo("pulling qwen3:4b\npulled qwen3:4b\n");
        assertThat(asked()).containsExactly("llama3.2:3b", "qwen3:4b");
    }

    @Test
    void aModelThatCannotBePulledHoldsUpNoOther() throws Exception {
        registryHas("llama3.2:3b");
        assertThat(runUntil("60", "no-such:model", "llama3.2:3b")).isEqualTo("""
                        pulling no-such:model
                        could not pull no-such:model: Error: no such host
                        pulling llama3.2:3b
                        pulled llama3.2:3b
                        trying again in 30 s
                        pulling no-such:model
                        could not pull no-such:model: Error: no such host
                        trying again in 60 s
                        """);
    }

    @Test
    void itWaitsForTheServerAndForTheRegistry() throws Exception {
        Files.delete(root.resolve("serving"));
        Process process = start("llama3.2:3b");
        await("2");
        assertThat(asked()).isEmpty();
        Files.writeString(root.resolve("serving"), "");
        await("30");
        registryHas("llama3.2:3b");
        await("3600");
        assertThat(end(process)).endsWith("pulled llama3.2:3b\n");
    }

    private void registryHas(String... models) throws IOException {
        for (String model : models) {
            Files.writeString(root.resolve("registry").resolve(model), "");
        }
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(root.resolve("asked"));
    }

    /** What it says until it sleeps for {@code pause} seconds, after which it is ended. */
    private String runUntil(String pause, String... models) throws Exception {
        Files.deleteIfExists(root.resolve("slept"));
        Process process = start(models);
        await(pause);
        return end(process);
    }

    private Process start(String... models) throws IOException {
        var cluster = Compiled.stage(apps -> new Ollama(apps, "ollama", SystemsTest.disks(apps), "50Gi", o -> {
            for (String model : models) {
                o.model(model);
            }
        }));
        var container = ContainerStart.of(cluster, "ollama", "pull", Map.of());
        var words = new ArrayList<>(List.of("env", "PATH=" + root.resolve("bin") + ":/usr/bin:/bin", "TMPDIR=" + root));
        words.addAll(container.words());
        return container.start(words, root.resolve("output"));
    }

    private void await(String pause) throws Exception {
        Path slept = root.resolve("slept");
        for (int i = 0; i < 1000; i++) {
            if (Files.exists(slept) && Files.readAllLines(slept).contains(pause)) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(
                "It never slept for " + pause + " s, but said: " + Files.readString(root.resolve("output"), UTF_8));
    }

    /** Ends it as a kubelet does, which it hears although it sleeps. */
    private String end(Process process) throws Exception {
        process.destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(root.resolve("output"), UTF_8);
    }
}
