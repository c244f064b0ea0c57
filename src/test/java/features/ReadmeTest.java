package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Main;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        var shown =
                blocks("java").stream().filter(block -> block.startsWith("/**")).toList();
        assertThat(shown).hasSize(3);
        for (String block : shown) {
            assertThat(List.of("Corner", "Bookshelf", "Attic"))
                    .anyMatch(name -> source(name).contains(block));
        }
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
