package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Main;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import readme.Attic;
import readme.Corner;

/** What the README shows is what happens. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    /** The README's code blocks in {@code language}. */
    static List<String> blocks(String language) throws IOException {
        var blocks = new ArrayList<String>();
        for (String part : Files.readString(ROOT.resolve("README.md")).split("```" + language + "\n", -1)) {
            blocks.add(part.substring(0, Math.max(0, part.indexOf("```"))));
        }
        return blocks.subList(1, blocks.size());
    }

    /** Each class that is shown whole; the others are statements. */
    @Test
    void theJavaIsThatOfCompiledClasses() throws IOException {
        var shown = blocks("java").stream()
                .filter(block -> block.contains("\n}\n"))
                .map(block -> block.substring(block.indexOf("/**")))
                .toList();
        assertThat(shown).hasSize(3);
        for (String block : shown) {
            assertThat(List.of("Corner", "Bookshelf", "Attic"))
                    .anyMatch(name -> source(name).contains(block));
        }
    }

    /** Who copies a new app and a new cluster has all that the compiler asks for. */
    @Test
    void whatIsToBeCopiedCompilesAsItStands(@TempDir Path folder) throws IOException {
        var sources = new ArrayList<Path>();
        for (String block : blocks("java")) {
            if (block.startsWith("package ")) {
                Path file =
                        folder.resolve(block.contains("class Attic") ? "clusters/Attic.java" : "apps/Bookshelf.java");
                Files.createDirectories(file.getParent());
                sources.add(Files.writeString(file, block));
            }
        }
        assertThat(sources).hasSize(2);
        var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
        classPath.addAll(ChildJvm.libraries());
        var javac = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", ChildJvm.classPath(classPath));
            var units = files.getJavaFileObjects(sources.toArray(Path[]::new));
            assertThat(javac.getTask(messages, files, null, options, null, units)
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
    }

    /** The mistake is shown at the lines where it would be made. */
    @Test
    void theMistakeIsAtTheLinesThatItNames() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher at = Pattern.compile("clusters/Corner\\.java:(\\d+) \\(src/main/java/infra/Redis\\.java:(\\d+)\\)")
                .matcher(readme);
        assertThat(at.find()).isTrue();
        assertThat(source("Corner").split("\n")[Integer.parseInt(at.group(1)) - 1])
                .contains("new Redis(apps");
        assertThat(Files.readAllLines(ROOT.resolve("src/main/java/infra/Redis.java"))
                        .get(Integer.parseInt(at.group(2)) - 1))
                .contains("new Service(this, server).port(");
    }

    private static String source(String name) {
        try {
            return Files.readString(ROOT.resolve("src/test/java/readme/" + name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theNewClusterIsWrittenAsItStands() {
        Compilation attic = Compiled.compile(new Fleet().cluster("attic", Attic::new), "attic");
        assertThat(Compiled.findings(attic)).isEmpty();
        assertThat(Compiled.files(attic, "media/bookshelf/")).contains("path: /healthz");
    }

    /** Every cluster is named, with its class and its page. */
    @Test
    void theClustersAreThoseOfThisRepository() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        var fleet = new Fleet();
        Main.clusters(fleet);
        for (String name : fleet.names()) {
            Class<?> type = fleet.make(name).getClass();
            assertThat(readme)
                    .contains("| [`" + name + "`](snapshots/" + name + ".md) | [`" + type.getSimpleName()
                            + "`](src/main/java/" + type.getName().replace('.', '/') + ".java) |");
        }
    }

    @Test
    void theYamlIsWhatItBecomes() throws IOException {
        Compilation corner = Compiled.compile(new Fleet().cluster("corner", Corner::new), "corner");
        String files = Compiled.files(corner, "apps/");
        assertThat(files)
                .contains(blocks("yaml").get(0))
                .contains(blocks("yaml").get(1));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String version = Files.readString(ROOT.resolve("src/main/resources/espalier/version.properties"))
                .strip()
                .replace("version=", "");
        assertThat(pom).contains("<artifactId>espalier</artifactId>\n  <version>" + version + "</version>");
    }
}
