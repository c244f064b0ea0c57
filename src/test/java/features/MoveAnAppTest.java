package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Bitty;
import clusters.Chongus;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An app moves from bitty to chongus by its one statement, as it stands: the clusters answer differently what it asks for, and
 * both stay clean.
 */
class MoveAnAppTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"PaperlessNgx, paperless-ngx", "Jellyfin, jellyfin", "Plex, plex"})
    void oneStatementMoves(String app, String id) throws IOException {
        String statement = statement("Bitty", app);
        var chongus = new EditedCluster(Chongus.class, "chongus", Files.createDirectory(folder.resolve("to")));
        String inPlace = statement("Chongus", app);
        if (inPlace.isEmpty()) {
            String last = statement("Chongus", "PaperlessNgx");
            chongus.edit(last, last + "\n        " + statement.replace("new ", "new apps.media."));
        } else {
            chongus.edit(inPlace, statement);
        }
        var bitty = new EditedCluster(Bitty.class, "bitty", Files.createDirectory(folder.resolve("from")))
                .edit(statement, "");

        Snapshots.verify(
                "moves/" + id + ".txt",
                "moved: " + statement.replaceAll("\\s+", " ") + "\n\n"
                        + change("bitty", fleet -> fleet.cluster("bitty", Bitty::new), bitty.fleet()) + "\n"
                        + change("chongus", fleet -> fleet.cluster("chongus", Chongus::new), chongus.fleet()));
    }

    /** The one statement of {@code cluster}'s class that makes {@code app}; empty where there is none. */
    private static String statement(String cluster, String app) throws IOException {
        String java = Files.readString(
                Path.of(System.getProperty("espalier.root", "."), "src/main/java/clusters/" + cluster + ".java"));
        Matcher matcher =
                Pattern.compile("new " + app + "\\(.*?;\n", Pattern.DOTALL).matcher(java);
        return matcher.find() ? matcher.group().strip() : "";
    }

    /** The files that a pull request adds, removes and changes; fails when the cluster is less clean afterwards. */
    private static String change(String cluster, Consumer<Fleet> before, Consumer<Fleet> after) {
        Compilation earlier = compiled(cluster, before);
        Compilation later = compiled(cluster, after);
        assertThat(Compiled.findings(later))
                .as("nothing new is found in " + cluster)
                .isEqualTo(Compiled.findings(earlier));
        Map<String, String> was = ClusterTree.of(earlier).files();
        Map<String, String> is = ClusterTree.of(later).files();
        var paths = new TreeSet<>(was.keySet());
        paths.addAll(is.keySet());
        var text = new StringBuilder();
        for (String path : paths) {
            if (!path.equals(".generated") && !String.valueOf(was.get(path)).equals(is.get(path))) {
                String what = !was.containsKey(path) ? "+ " : is.containsKey(path) ? "~ " : "- ";
                text.append(what).append(cluster).append('/').append(path).append('\n');
            }
        }
        return text.toString();
    }

    private static Compilation compiled(String name, Consumer<Fleet> clusters) {
        var fleet = new Fleet();
        clusters.accept(fleet);
        return Compiled.compile(fleet, name);
    }
}
