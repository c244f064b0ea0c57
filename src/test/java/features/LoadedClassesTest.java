package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A synth that finds nothing to do, and who only asks, loads no library that costs a tenth of a second. */
@Tag("long")
class LoadedClassesTest {
    private static final List<String> HEAVY = List.of(
            "com.fasterxml.jackson.",
            "io.fabric8.",
            "org.eclipse.jgit.",
            "software.amazon.jsii.",
            "org.cdk8s.",
            "com.networknt.",
            "org.yaml.snakeyaml.",
            "com.google.re2j.",
            "dev.cel.",
            "com.google.common.",
            "com.google.protobuf.",
            "org.antlr.",
            "j2html.",
            "org.eclipse.elk.",
            "org.eclipse.emf.",
            "java.net.http.",
            // What String.format stands on: 10 to 20 ms.
            "java.util.Formatter",
            // It looks for a class of Groovy, for which Java opens every library: 20 ms.
            "picocli.CommandLine$DefaultFactory",
            // The equals, hashCode and toString that a record has of itself: 20 ms, at the first of them.
            "java.lang.runtime.ObjectMethods");

    @TempDir
    static Path root;

    /** What is unchanged in all that follows. */
    @BeforeAll
    static void synthOnce() {
        assertThat(synth(0)).isNotEmpty();
    }

    @Test
    void anUnchangedTreeNeedsNoHeavyLibrary() {
        List<String> loaded = synth(0);
        System.err.println("LoadedClassesTest: synth of the unchanged clusters loads " + loaded.size() + " classes, "
                + count(loaded, "picocli.") + " of picocli, " + count(loaded, "espalier.") + " of the compiler");
        assertThat(heavy(loaded)).isEmpty();
    }

    /** Without this the test above could look in the wrong place. */
    @Test
    void gitIsAskedWhenAFileHasAnotherContent() throws IOException {
        Path file = root.resolve("dist/lab/kustomization.yaml");
        String ours = Files.readString(file);
        Files.writeString(file, "# of somebody else\n");
        List<String> loaded = synth(1);
        Files.writeString(file, ours);
        assertThat(heavy(loaded)).anyMatch(name -> name.startsWith("org.eclipse.jgit."));
    }

    /** Nor would it be seen above if rules were asked again of objects that nobody has changed. */
    @Test
    void rulesAreAskedOfObjectsThatAreNew() throws IOException {
        for (Path record : Files.list(root.resolve(".espalier/accepted")).toList()) {
            Files.delete(record);
        }
        assertThat(heavy(synth(0))).anyMatch(name -> name.startsWith("dev.cel."));
    }

    /** What is written for programs is written without a library, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "check --format json",
                "check --format sarif",
                "check --format github",
                "graph",
                "graph --format" + " json",
                "explain",
                "tree"
            })
    void whoeverAsksNeedsNoneEither(String command) {
        assertThat(heavy(loaded(0, command.split(" ")))).isEmpty();
    }

    private static List<String> synth(int exitCode) {
        return loaded(exitCode, "synth");
    }

    private static List<String> loaded(int exitCode, String... command) {
        Path log = root.resolve("loaded");
        var ran = ChildJvm.clusters(
                ChildJvm.jdk(), root, List.of("-Xlog:class+load=info:file=" + log + ":none"), command);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(exitCode);
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.replaceFirst(" source: .*", "")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> heavy(List<String> loaded) {
        return loaded.stream()
                .filter(name -> HEAVY.stream().anyMatch(name::startsWith))
                .toList();
    }

    private static long count(List<String> loaded, String prefix) {
        return loaded.stream().filter(name -> name.startsWith(prefix)).count();
    }
}
