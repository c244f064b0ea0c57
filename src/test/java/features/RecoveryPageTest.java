package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Chongus;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for the day on which a cluster is lost says what can be done. */
class RecoveryPageTest {
    private static final Path PAGE = Path.of(System.getProperty("espalier.root", "."), "docs/recovery.md");

    @TempDir
    Path folder;

    @Test
    void everyCommandIsOneThatTheProgramHas() throws IOException {
        List<String> commands = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("./espalier "))
                .map(line -> line.replaceFirst(" +#.*", ""))
                .toList();
        assertThat(commands).hasSizeGreaterThan(8);
        for (String command : commands) {
            String[] words = command.split(" ");
            String help = Checkout.at(folder).espalier(words[1], "--help").out();
            assertThat(help).as(command).contains("Usage: espalier " + words[1]);
            for (String word : words) {
                assertThat(!word.startsWith("--") || help.contains(word + "=") || help.contains(word + " "))
                        .as(word + " of " + command)
                        .isTrue();
            }
        }
    }

    /** The lines of the sixth step, put where the cluster has its archive. */
    @Test
    void theDatabaseIsRecoveredByTheLinesOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        var block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        String java = Files.readString(
                Path.of(System.getProperty("espalier.root", "."), "src/main/java/clusters/Chongus.java"));
        var archive = Pattern.compile("\\.archive\\(\\s*minio,.*?@daily\"\\)\\)", Pattern.DOTALL)
                .matcher(java);
        assertThat(archive.find()).isTrue();
        var fleet = new Fleet();
        new EditedCluster(Chongus.class, "chongus", folder)
                .edit(archive.group(), block.group(1).strip())
                .fleet()
                .accept(fleet);
        Compilation chongus = Compiled.compile(fleet, "chongus");
        String cluster = Compiled.files(chongus, "database/postgres/");
        assertThat(cluster).contains("recovery:", "serverName: postgres\n", "serverName: postgres-2\n");
        assertThat(Objects.requireNonNull(chongus.order())).isNotNull();
    }
}
