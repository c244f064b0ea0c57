package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Bitty;
import clusters.Chongus;
import clusters.K3sHome;
import clusters.Lab;
import clusters.kyrion.Kyrion;
import espalier.Cluster;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.report.ClusterPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a usual change touches outside Java, beside the same change in YAML that people write. The changes stand in {@code
 * src/test/resources/ratio}: the edit of the Java, and by hand the diff of a repository of the same layout. git counts both.
 */
@Tag("long")
class RatioTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final Path CHANGES = ROOT.resolve("src/test/resources/ratio");
    private static final double MOST = 1.2;
    private static final String LIST = ".generated";

    private static final Map<String, Class<? extends Cluster>> CLUSTERS = Map.of(
            "Lab",
            Lab.class,
            "Kyrion",
            Kyrion.class,
            "K3sHome",
            K3sHome.class,
            "Bitty",
            Bitty.class,
            "Chongus",
            Chongus.class);
    private static final Map<String, String> NAMES =
            Map.of("Lab", "lab", "Kyrion", "kyrion", "K3sHome", "k3s-home", "Bitty", "bitty", "Chongus", "chongus");

    @TempDir
    Path folder;

    private final Map<String, Compilation> committed = new TreeMap<>();
    private int count;

    /** So many files and lines: a line that changes is one that goes and one that comes, as git counts. */
    private record Size(int files, int lines) {
        static Size of(String numstat) {
            int files = 0;
            int lines = 0;
            for (String line : numstat.lines().toList()) {
                String[] parts = line.split("\t");
                files++;
                lines += Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
            }
            return new Size(files, lines);
        }

        @Override
        public String toString() {
            return files + " / " + lines;
        }
    }

    /** One file of {@link #CHANGES}. */
    private record Change(String name, String about, Size java, Size written, Size page, Size hand) {
        double ratioOfLines() {
            return (double) written.lines / hand.lines;
        }

        double ratioOfFiles() {
            return (double) written.files / hand.files;
        }
    }

    @Test
    void aUsualChangeTouchesHardlyMoreThanByHand() throws IOException {
        var changes = new ArrayList<Change>();
        try (var files = Files.list(CHANGES)) {
            for (Path file : files.sorted().toList()) {
                changes.add(measured(file));
            }
        }
        assertThat(changes).hasSizeGreaterThanOrEqualTo(20);
        Snapshots.verify("../docs/ratio.md", page(changes));
        assertThat(median(changes, Change::ratioOfLines)).as("of lines").isLessThanOrEqualTo(MOST);
        assertThat(median(changes, Change::ratioOfFiles)).as("of files").isLessThanOrEqualTo(MOST);
    }

    private Change measured(Path file) throws IOException {
        String text = Files.readString(file);
        String[] parts = text.split("(?m)^=== ");
        var before = new TreeMap<String, String>();
        var after = new TreeMap<String, String>();
        var pages = new TreeMap<String, String>();
        var newPages = new TreeMap<String, String>();
        var java = new TreeMap<String, String>();
        var newJava = new TreeMap<String, String>();
        String hand = "";
        for (int i = 1; i < parts.length; i++) {
            String head = parts[i].substring(0, parts[i].indexOf('\n'));
            String body = parts[i].substring(head.length() + 1);
            String[] words = head.split(" ");
            if (words[0].equals("hand")) {
                hand = body;
            } else if (words[0].equals("java")) {
                Class<? extends Cluster> type = CLUSTERS.get(words[1]);
                var edited = new EditedCluster(type, NAMES.get(words[1]), fresh());
                java.put(words[1], edited.source());
                edits(body).forEach(edit -> edited.edit(edit[0], edit[1]));
                newJava.put(words[1], edited.source());
                add(words[1], edited.fleet(), before, after, pages, newPages);
            } else {
                String path = "src/main/resources/" + words[1];
                String old = Files.readString(ROOT.resolve(path));
                String now = old;
                for (String[] edit : edits(body)) {
                    assertThat(now).containsOnlyOnce(edit[0]);
                    now = now.replace(edit[0], edit[1]);
                }
                before.put(path, old);
                after.put(path, now);
                Path resource = Files.writeString(fresh().resolve("resource"), now);
                for (int j = 2; j < words.length; j++) {
                    BiFunction<Fleet, String, Cluster> maker =
                            EditedResource.of(CLUSTERS.get(words[j]), words[1], resource);
                    String name = NAMES.get(words[j]);
                    add(words[j], fleet -> fleet.cluster(name, maker), before, after, pages, newPages);
                }
            }
        }
        String name = file.getFileName().toString().replace(".txt", "");
        String about = text.lines().findFirst().orElse("").substring(2);
        return new Change(
                name,
                about,
                size(java, newJava),
                size(before, after),
                size(pages, newPages),
                Size.of(byHand(name, hand)));
    }

    /** From and to; what goes and what comes after it is one edit. */
    private static List<String[]> edits(String body) {
        var edits = new ArrayList<String[]>();
        var from = new ArrayList<String>();
        var to = new ArrayList<String>();
        for (String line : (body + "-").lines().toList()) {
            if (line.startsWith("-") && !to.isEmpty()) {
                edits.add(new String[] {String.join("\n", from), String.join("\n", to)});
                from.clear();
                to.clear();
            }
            (line.startsWith("-") ? from : to).add(line.substring(Math.min(1, line.length())));
        }
        return edits;
    }

    private Path fresh() throws IOException {
        return Files.createDirectories(folder.resolve("n" + count++));
    }

    private void add(
            String cluster,
            Consumer<Fleet> edited,
            Map<String, String> before,
            Map<String, String> after,
            Map<String, String> pages,
            Map<String, String> newPages)
            throws IOException {
        String name = NAMES.get(cluster);
        Compilation old = committed.computeIfAbsent(name, key -> {
            var fleet = new Fleet();
            clusters.Main.clusters(fleet);
            return Compiled.compile(fleet, name, ROOT);
        });
        var fleet = new Fleet();
        edited.accept(fleet);
        Compilation now = Compiled.compile(fleet, name, ROOT);
        assertThat(Files.readString(ROOT.resolve("dist/" + name + "/" + LIST)))
                .isEqualTo(written(old).get(LIST));
        written(old).forEach((path, text) -> before.put("dist/" + name + "/" + path, text));
        written(now).forEach((path, text) -> after.put("dist/" + name + "/" + path, text));
        pages.put(name + ".md", page(old));
        newPages.put(name + ".md", page(now));
    }

    /** What synth writes: the files of Flux, and the list of them. */
    private static Map<String, String> written(Compilation cluster) {
        var files = new TreeMap<>(ClusterTree.of(cluster).files());
        files.keySet().removeIf(path -> path.startsWith("flux-system/gotk-")); // which flux bootstrap writes
        files.put(LIST, "");
        files.put(LIST, String.join("\n", files.keySet()) + "\n");
        return files;
    }

    private static String page(Compilation cluster) {
        return ClusterPage.of(
                Objects.requireNonNull(cluster.order()), cluster.schemas().gaps());
    }

    private Size size(Map<String, String> before, Map<String, String> after) throws IOException {
        return Size.of(numbers(before, after));
    }

    private String numbers(Map<String, String> before, Map<String, String> after) throws IOException {
        Path trees = fresh();
        new ClusterTree("before", before).writeTo(Files.createDirectory(trees.resolve("before")));
        new ClusterTree("after", after).writeTo(Files.createDirectory(trees.resolve("after")));
        return Tools.run(
                        List.of("git", "diff", "--no-index", "--find-renames", "--numstat", "before", "after"),
                        trees,
                        "")
                .out(); // it ends with 1 where there is a difference
    }

    private String byHand(String name, String diff) throws IOException {
        Path file = Files.writeString(fresh().resolve(name + ".diff"), diff);
        return Tools.run(List.of("git", "apply", "--numstat", file.toString()), folder, "")
                .expectSuccess();
    }

    private static double median(List<Change> changes, ToDoubleFunction<Change> of) {
        double[] sorted = changes.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String page(List<Change> changes) {
        var page = new StringBuilder("""
                # What a change touches, beside the same change by hand

                <!-- Written by RatioTest; make approve brings it up to date. -->

                Twenty usual changes of the clusters in this repository, in files / lines as `git diff --numstat` counts them: a line that
                changes is one that goes and one that comes, a file that only moves counts as a file. *Outside Java* is all of `dist/`, its
                `.generated` included, and the file of versions. The cluster's page in `snapshots/` is counted apart: it is there to
                be read, and nothing by hand stands for it.

                *By hand* is the least that has the same effect in a repository of the same layout, also on an empty cluster. In the same
                block style, but without what nobody writes who need not: labels that nothing selects by, defaults, health checks, intervals for
                retries and timeouts of a new Kustomization, notes. One NetworkPolicy is shared by all who talk to an app, and VolSync's objects
                are a kustomize component that each app names. The edits and the diffs by hand stand in `src/test/resources/ratio`.

                | change | Java | outside Java | by hand | files | lines | page |
                |---|---|---|---|---|---|---|
                """);
        for (Change each : changes) {
            page.append("| ")
                    .append(each.about)
                    .append(" | ")
                    .append(each.java.lines == 0 ? "none" : each.java)
                    .append(" | ")
                    .append(each.written)
                    .append(" | ")
                    .append(each.hand)
                    .append(" | ")
                    .append(times(each.ratioOfFiles()))
                    .append(" | ")
                    .append(times(each.ratioOfLines()))
                    .append(" | ")
                    .append(each.page.lines == 0 ? "none" : each.page)
                    .append(" |\n");
        }
        return page.append("| **median** | | | | **")
                .append(times(median(changes, Change::ratioOfFiles)))
                .append("** | **")
                .append(times(median(changes, Change::ratioOfLines)))
                .append("** | |\n")
                .append("""

                        The test fails when one of the two is above 1.2. What is above it here: a version that bots edit stands in their file
                        and in `dist/`; `.generated` names every file that comes or goes; policies and copies of an app stand in files of the app's
                        own, so that no app's change touches another's.
                        """)
                .toString();
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
