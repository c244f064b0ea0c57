package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.yaml.YamlWriter;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of {@code make bench}: it compiles against the API as it is, nothing is wrong with it, and it is large. */
class BenchmarkTest {
    /** A hundred components: so many files are written by more than one thread. */
    private static final int COMPONENTS = 100;

    private static final Path SOURCES = Path.of(System.getProperty("espalier.root", "."), "bench", "java", "bench");

    @TempDir
    Path classes;

    private Compilation bench;

    @BeforeEach
    void compile() throws Exception {
        var arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
        classPath.addAll(ChildJvm.libraries());
        arguments.addAll(List.of("-cp", ChildJvm.classPath(classPath)));
        try (Stream<Path> sources = Files.list(SOURCES)) {
            sources.forEach(source -> arguments.add(source.toString()));
        }
        var said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        assertThat(code).as("bench/java compiles: %s", said).isZero();
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            var fleet = new Fleet();
            loader.loadClass("bench.Bench")
                    .getMethod("clusters", Fleet.class, int.class)
                    .invoke(null, fleet, COMPONENTS);
            bench = Compiled.compile(fleet, "bench");
        }
    }

    @Test
    void has_ten_objects_a_component_and_nothing_wrong_with_them() {
        assertThat(bench.findings()).extracting(Finding::toString).isEmpty();
        assertThat(bench.files().stream().filter(file -> file.object() != null)).hasSizeGreaterThan(10 * COMPONENTS);
    }

    /** They are rendered while the checks run, so a check that changed an object would make the two differ, now and then. */
    @Test
    void is_rendered_beside_the_checks_as_it_is_when_they_are_done() {
        for (FileSpec file : bench.files()) {
            if (file.yaml() != null) {
                assertThat(new String(file.render(), StandardCharsets.UTF_8))
                        .as(file.path())
                        .isEqualTo(YamlWriter.text(file.yaml()));
            }
        }
    }
}
