package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.K3sHome;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One statement adds an app to k3s-home, and touches nothing of the others: the README's own app, as the README adds it. */
class AddAnAppTest {
    private static final String BEFORE = "        new Sonarr(\n";
    private static final String STATEMENT = "new Bookshelf(household, \"books\", r730, b -> b.host(\"books\"));";

    @TempDir
    Path folder;

    private static ClusterTree tree(Fleet fleet) {
        Compilation compilation = Compiled.compile(fleet, "k3s-home");
        return ClusterTree.of(compilation);
    }

    @Test
    void theReadmeAddsItByThatStatement() throws IOException {
        assertThat(ReadmeTest.blocks("java")).contains(STATEMENT + "\n");
    }

    @Test
    void oneStatementMakesTheFilesOfTheAppAndChangesOnlyLists() throws IOException {
        var fleet = new Fleet();
        new EditedCluster(K3sHome.class, "k3s-home", folder)
                .edit(BEFORE, STATEMENT.replace("Bookshelf", "readme.Bookshelf") + "\n" + BEFORE)
                .fleet()
                .accept(fleet);
        var before = tree(new Fleet().cluster("k3s-home", K3sHome::new)).files();
        var after = tree(fleet).files();
        var made = new TreeSet<>(after.keySet());
        made.removeAll(before.keySet());
        var changed = new TreeSet<String>();
        new TreeMap<>(before).forEach((path, text) -> {
            if (!text.equals(after.get(path))) {
                changed.add(path);
            }
        });
        assertThat(made).allMatch(path -> path.startsWith("media/books/"));
        assertThat(made)
                .contains(
                        "media/books/deployment.yaml",
                        "media/books/httproute.yaml",
                        "media/books/kustomization.yaml",
                        "media/books/service.yaml");
        assertThat(changed).containsExactly("media/kustomization.yaml");
        assertThat(after.get("media/books/httproute.yaml")).contains("- books.fletcherlabs.net");
    }
}
