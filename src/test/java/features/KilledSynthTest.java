package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Fleet;
import espalier.output.ClusterDirectory;
import espalier.output.OutputFile;
import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A synth that is killed at whatever moment leaves files that are old or new, and the next synth puts the tree right. */
@Tag("long")
class KilledSynthTest {
    private static final int KILLS = 8;
    private static final int APPS = 200;

    @TempDir
    Path folder;

    /** Each version has another image everywhere, and another app at either end. */
    private static String version(int number) {
        return number + "-" + (number + APPS) + "-" + number;
    }

    /** The tree of a version, without a disk. */
    private static Map<String, String> treeOf(int number) {
        var fleet = new Fleet();
        ChildProgram.clusters(version(number)).accept(fleet);
        var tree = new TreeMap<String, String>();
        for (OutputFile file :
                ClusterDirectory.render(Compiled.compile(fleet, "test").files())) {
            tree.put("test/" + file.path(), new String(file.bytes(), UTF_8));
        }
        return tree;
    }

    /** What a synth does last: it writes all files beside the tree, makes new folders, and moves the files into them. */
    private enum Moment {
        STAGING,
        MOVING
    }

    /** Kills a synth of the version {@code number} some time after {@code moment}; gives whether it was still at work. */
    private static boolean kill(Checkout checkout, int number, Moment moment, long millisecondsLater) throws Exception {
        Path sign =
                checkout.path(moment == Moment.STAGING ? "dist/.staging" : "dist/test/apps/app-" + (number + APPS - 1));
        Process synth = ChildProgram.command(checkout.root, List.of(), version(number), "synth")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (synth.isAlive() && !Files.exists(sign)) {
            Thread.sleep(1);
        }
        synth.waitFor(millisecondsLater, TimeUnit.MILLISECONDS);
        boolean atWork = synth.isAlive();
        synth.destroyForcibly().waitFor();
        return atWork;
    }

    private static int count(Map<String, String> tree, Map<String, String> same) {
        int count = 0;
        for (var file : tree.entrySet()) {
            count += file.getValue().equals(same.get(file.getKey())) ? 1 : 0;
        }
        return count;
    }

    @Test
    void overAnOlderTree() throws Exception {
        var checkout = Checkout.create(folder.resolve("checkout"));
        checkout.clusters(ChildProgram.clusters(version(0))).synth().commit("old");
        checkout.write("dist/test/apps/app-0/notes.txt", "by hand, not committed\n");
        Map<String, String> old = treeOf(0);
        int killed = 0;
        int halfWay = 0;
        for (int i = 1; i <= KILLS; i++) {
            Map<String, String> next = treeOf(2 * i - 1);
            boolean isOdd = i % 2 == 1;
            killed += kill(checkout, 2 * i - 1, isOdd ? Moment.STAGING : Moment.MOVING, i * (isOdd ? 12L : 2L)) ? 1 : 0;
            Map<String, String> left = checkout.tree("dist");
            left.keySet().removeIf(path -> path.startsWith(".staging") || path.endsWith("/"));
            assertThat(left.remove("test/apps/app-0/notes.txt")).isEqualTo("by hand, not committed\n");
            for (var file : left.entrySet()) {
                assertThat(file.getValue()).as(file.getKey()).isIn(old.get(file.getKey()), next.get(file.getKey()));
            }
            halfWay += count(left, old) != left.size() && count(left, next) != left.size() ? 1 : 0;

            // The Java has changed again meanwhile, so that what was moved is neither committed nor wanted.
            Run run = checkout.clusters(ChildProgram.clusters(version(2 * i))).espalier("synth");
            assertThat(run.exit()).as(run.err()).isZero();
            old = treeOf(2 * i);
            Map<String, String> repaired = checkout.tree("dist");
            repaired.remove("test/apps/app-0/notes.txt");
            assertThat(repaired).isEqualTo(old);
        }
        System.err.println("killed " + killed + " of " + KILLS + " synths at work, " + halfWay
                + " of them with half a tree moved");
        assertThat(killed).as("synths that were killed at work").isPositive();
    }

    @Test
    void whatIsWrittenByHandAfterwardsIsNotLost() throws Exception {
        var checkout = Checkout.create(folder.resolve("checkout"));
        checkout.clusters(ChildProgram.clusters(version(0))).synth().commit("old");
        kill(checkout, 1, Moment.MOVING, 5);
        String file = "dist/test/apps/app-7/deployment.yaml";
        String before = checkout.read(file);
        checkout.edit(file, "replicas: 1", "replicas: 7");
        checkout.clusters(ChildProgram.clusters(version(1)));
        assertThat(checkout.espalier("synth").exit()).isEqualTo(1);
        assertThat(checkout.read(file)).contains("replicas: 7");
        checkout.write(file, before);
        assertThat(checkout.synth().tree("dist")).isEqualTo(treeOf(1));
    }

    @Test
    void theFirstTreeIsThereAsAWholeOrNotAtAll() throws Exception {
        Map<String, String> whole = treeOf(0);
        for (int i = 0; i < 5; i++) {
            var checkout = Checkout.at(Files.createDirectories(folder.resolve("checkout-" + i)));
            kill(checkout, 0, Moment.STAGING, i * 25L);
            Map<String, String> left = new HashMap<>(checkout.tree("dist"));
            left.keySet().removeIf(path -> path.startsWith(".staging"));
            assertThat(left.size()).isIn(0, whole.size());
            checkout.clusters(ChildProgram.clusters(version(0))).synth();
            assertThat(checkout.tree("dist")).isEqualTo(whole);
        }
    }

    @Test
    void theFolderThatAllClustersShareGoesWhenItIsLeftEmpty() throws IOException {
        var checkout = Checkout.create(folder.resolve("checkout"));
        Map<String, String> whole =
                checkout.clusters(ChildProgram.clusters("0-3-1")).synth().tree("dist");
        // As killed between the move of the whole tree and the end.
        Files.createDirectories(checkout.path("dist/.staging"));
        assertThat(checkout.synth().tree("dist")).isEqualTo(whole);
    }

    @Test
    void whatItLeftGoesEvenWhenNothingElseIsToBeDone() throws IOException {
        var checkout = Checkout.create(folder.resolve("checkout"));
        checkout.clusters(ChildProgram.clusters("0-4-1")).synth();
        String record = checkout.read(".espalier/written/test");
        String list = checkout.read("dist/test/.generated");
        String apps = checkout.read("dist/test/apps/kustomization.yaml");
        checkout.clusters(ChildProgram.clusters("0-3-1")).synth();
        Map<String, String> whole = checkout.tree("dist");

        // As killed while adding app-3: some of its files are moved, all are noted, the lists are still the old ones.
        checkout.clusters(ChildProgram.clusters("0-4-1")).synth();
        checkout.write("dist/test/.generated", whole.get("test/.generated"));
        checkout.write("dist/test/apps/kustomization.yaml", whole.get("test/apps/kustomization.yaml"));
        checkout.write("dist/.staging/test/.generated", list);
        checkout.write("dist/.staging/test/apps/kustomization.yaml", apps);
        checkout.write(".espalier/written/test", record);
        Files.delete(checkout.path("dist/test/apps/app-3/service.yaml"));

        assertThat(checkout.clusters(ChildProgram.clusters("0-3-1"))
                        .espalier("synth", "--check")
                        .exit())
                .isEqualTo(1);
        assertThat(checkout.synth().tree("dist")).isEqualTo(whole);
    }

    @Test
    void aFolderThatItEmptiedGoes() throws IOException {
        var checkout = Checkout.create(folder.resolve("checkout"));
        Map<String, String> whole =
                checkout.clusters(ChildProgram.clusters("0-3-1")).synth().tree("dist");
        checkout.clusters(ChildProgram.clusters("0-4-1")).synth();
        for (String file : checkout.tree("dist/test/apps/app-3").keySet()) {
            Files.delete(checkout.path("dist/test/apps/app-3/" + file));
        }
        assertThat(checkout.clusters(ChildProgram.clusters("0-3-1")).synth().tree("dist"))
                .isEqualTo(whole);
    }

    @Test
    void stagedFilesAloneGoAsWell() {
        var checkout = Checkout.create(folder.resolve("checkout"));
        checkout.clusters(ChildProgram.clusters("0-3-1")).synth();
        Map<String, String> whole = checkout.tree("dist");
        checkout.write("dist/.staging/test/apps/app-0/deployment.yaml", "half a fi");
        Run run = checkout.espalier("synth");
        assertThat(run.err()).contains("0 files written");
        assertThat(checkout.tree("dist")).isEqualTo(whole);
    }
}
