package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Resource;
import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small honest mistakes in manifests, a file each: what the file's first line expects is found, and nothing else. What a
 * file's last line says is on the cluster already.
 */
class BrokenManifestsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("espalier.root", "."), "src/test/resources/manifests");

    private static final Path APPROVED =
            Path.of(System.getProperty("espalier.root", "."), "snapshots/findings/manifests.txt");

    private static final String ELSEWHERE = "# elsewhere: ";

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Compilation compile(String name) throws IOException {
        return compile("manifests/" + name, Files.readAllLines(FOLDER.resolve(name)));
    }

    /** The objects of the file {@code resource}, which has these {@code lines}. */
    static Compilation compile(String resource, List<String> lines) {
        String last = lines.get(lines.size() - 1);
        return Compiled.stage(apps -> {
            if (last.startsWith(ELSEWHERE)) {
                Elsewhere.things(
                        apps.node().cluster(),
                        last.substring(ELSEWHERE.length()).split(", "));
            }
            new Manifests(apps, "it", "a test", Resource.of(resource));
        });
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsFoundAndNothingElse() throws IOException {
        return names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String first =
                            Files.readAllLines(FOLDER.resolve(name)).get(0).replace("# expects: ", "");
                    Compilation compilation = compile(name);
                    String found = compilation.findings().stream()
                            .map(finding -> finding.rule().id())
                            .collect(Collectors.joining(", "));
                    assertThat(found.isEmpty() ? "nothing" : found).isEqualTo(first);
                    if (!Boolean.getBoolean("approve")) {
                        assertThat(approved(name)).isEqualTo(told(name, compilation));
                    }
                }));
    }

    /** What is approved of {@code name}, as {@link #told} gives it. */
    private static String approved(String name) throws IOException {
        String all = Files.readString(APPROVED);
        int start = all.indexOf("--- " + name + "\n");
        int end = all.indexOf("\n\n--- ", start);
        return start < 0 ? "" : end < 0 ? all.substring(start) : all.substring(start, end + 2);
    }

    private static String told(String name, Compilation compilation) {
        String findings = Compiled.findings(compilation);
        return findings.isEmpty() ? "" : "--- " + name + "\n" + findings + "\n\n";
    }

    /** Tells which approved messages belong to nothing any more, and takes new ones. */
    @Test
    @Tag("whole")
    void messages() throws IOException {
        var text = new StringBuilder();
        for (String name : names()) {
            text.append(told(name, compile(name)));
        }
        Snapshots.verify("findings/manifests.txt", text.toString());
    }
}
