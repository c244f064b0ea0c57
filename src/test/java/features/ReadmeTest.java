package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import readme.Corner;

/** What the README shows is what happens. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    /** The README's code blocks in {@code language}. */
    private static List<String> blocks(String language) throws IOException {
        var blocks = new ArrayList<String>();
        for (String part : Files.readString(ROOT.resolve("README.md")).split("```" + language + "\n", -1)) {
            blocks.add(part.substring(0, Math.max(0, part.indexOf("```"))));
        }
        return blocks.subList(1, blocks.size());
    }

    @Test
    void theJavaIsThatOfACompiledClass() throws IOException {
        String source = Files.readString(ROOT.resolve("src/test/java/readme/Corner.java"));
        assertThat(source).contains(blocks("java").get(0));
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
