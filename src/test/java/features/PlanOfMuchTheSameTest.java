package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.json.JsonLine;
import espalier.plan.Plan;
import espalier.plan.Planner;
import espalier.plan.telling.PlanJson;
import espalier.tree.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two trees in git, what is the same is neither read twice nor compared: the plan says what it says when each side is read
 * by itself, every file of it.
 */
class PlanOfMuchTheSameTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @TempDir
    Path folder;

    /** The plans of {@code names}, each side read by itself. */
    private static String whole(Iterable<String> names, Map<String, String> before, Map<String, String> after) {
        var clusters = new Sequence();
        for (String name : names) {
            Plan plan = Planner.plan(name, tree(name, before), tree(name, after));
            if (!plan.isEmpty()) {
                clusters.add(new PlanJson(step -> null).of(plan));
            }
        }
        return JsonLine.text(clusters);
    }

    private static @Nullable AppliedTree tree(String name, Map<String, String> files) {
        String directory = "dist/" + name;
        return files.containsKey(directory + "/kustomization.yaml")
                ? AppliedTree.of(TreeFiles.of(files), directory)
                : null;
    }

    private static String told(Checkout checkout, String... commits) {
        var args = new String[commits.length + 3];
        System.arraycopy(new String[] {"diff", "--output", "json"}, 0, args, 0, 3);
        System.arraycopy(commits, 0, args, 3, commits.length);
        String document = checkout.espalier(args).out();
        String key = "\"clusters\":";
        return document.substring(document.indexOf(key) + key.length(), document.lastIndexOf('}'));
    }

    private static void write(Checkout checkout, Map<String, String> files) {
        files.forEach(checkout::write);
    }

    @Test
    void ofEveryPairOfTrees() {
        var names = new TreeMap<String, TreePair>();
        var before = new TreeMap<String, String>();
        var after = new TreeMap<String, String>();
        for (TreePair pair : TreePair.all()) {
            names.put(pair.toString(), pair);
            String own = "dist/" + pair + "/";
            pair.before()
                    .forEach((path, text) -> before.put(path.replace("dist/c/", own), text.replace("dist/c/", own)));
            pair.after().forEach((path, text) -> after.put(path.replace("dist/c/", own), text.replace("dist/c/", own)));
        }
        var checkout = Checkout.create(folder);
        write(checkout, before);
        checkout.commit("Before");
        checkout.git("rm", "-q", "-r", "dist");
        write(checkout, after);
        String expected = whole(names.keySet(), before, after);
        assertThat(told(checkout, "HEAD")).as("up to what is on disk").isEqualTo(expected);
        checkout.commit("After");
        assertThat(told(checkout, "HEAD~1", "HEAD")).as("up to a commit").isEqualTo(expected);
        assertThat(expected).contains("\"name\":\"" + names.firstKey() + "\"", "\"name\":\"" + names.lastKey() + "\"");
    }

    @Test
    void ofEditsOfTheClusters() throws IOException {
        var before = new TreeMap<String, String>();
        try (var files = Files.walk(ROOT.resolve("dist"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                before.put(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        var checkout = Checkout.create(folder);
        write(checkout, before);
        checkout.commit("Before");
        var random = new Random(20251122);
        List<String> paths = List.copyOf(before.keySet());
        int told = 0;
        for (int i = 0; i < 24; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            List<String> lines = before.get(path).lines().toList();
            int at = random.nextInt(Math.max(1, lines.size()));
            var after = new TreeMap<>(before);
            switch (i % 4) {
                case 0 -> {
                    after.remove(path);
                    Files.delete(checkout.path(path));
                }
                case 1 -> after.put(path, without(lines, at));
                default -> after.put(path, changed(lines, at));
            }
            if (after.containsKey(path)) {
                checkout.write(path, after.get(path));
            }
            String expected = whole(List.of(path.split("/")[1]), before, after);
            assertThat(told(checkout)).as("line %d of %s", at + 1, path).isEqualTo(expected);
            told += expected.equals("[]") ? 0 : 1;
            checkout.write(path, before.get(path));
        }
        assertThat(told).as("edits that do something").isGreaterThan(12);
    }

    private static String without(List<String> lines, int at) {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == at ? "" : lines.get(i) + "\n");
        }
        return text.toString();
    }

    private static String changed(List<String> lines, int at) {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append(i == at ? "x\n" : "\n");
        }
        return text.toString();
    }
}
