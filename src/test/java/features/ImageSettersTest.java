package features;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.ImageMarker;
import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flux's bot edits YAML by kyaml, which {@code tools/image-setters} does as well: one commit of it moves the file of versions, {@code
 * dist/} and the snapshots, and nobody has to do anything after it.
 */
@Tag("long")
class ImageSettersTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final Pattern LAST_NUMBER = Pattern.compile("[0-9]+(?=[^0-9]*$)");

    @TempDir
    Path folder;

    /** Lets the setters write {@code choices} below {@code root}; the files that they wrote. */
    private static List<String> edit(Path root, String choices) {
        return Tools.run(List.of(Tools.find("image-setters"), "."), root, choices)
                .expectSuccess()
                .lines()
                .toList();
    }

    /** The files with markers that the setters do not write as they read them. */
    private static String rewritten(Checkout checkout) {
        Tools.run(List.of(Tools.find("image-setters"), "--all", "."), checkout.root, "")
                .expectSuccess();
        String difference = checkout.git("diff");
        checkout.git("checkout", "-q", ".");
        return difference;
    }

    /** The policies of a cluster, each with its image and a tag that is newer than the one that runs. */
    private static TreeMap<String, String> newer(Compilation compilation) {
        ObjectGraph graph = Objects.requireNonNull(compilation.order()).graph();
        var choices = new TreeMap<String, String>();
        for (Edge edge : graph.edges()) {
            KubernetesObject policy = edge.object();
            if (policy != null
                    && policy.kind().equals("ImagePolicy")
                    && edge.field().in(edge.reader().body()) instanceof Leaf leaf) {
                ImageMarker marker = Objects.requireNonNull(ImageMarker.of(leaf.comment()));
                String image = image(graph, policy);
                String tag = marker.part().equals("tag")
                        ? leaf.text()
                        : marker.part().isEmpty() ? leaf.text().substring(image.length() + 1) : "";
                int digest = tag.indexOf('@');
                if (!tag.isEmpty()) {
                    choices.put(
                            marker.shown(),
                            image + " " + next(digest < 0 ? tag : tag.substring(0, digest))
                                    + (digest < 0 ? "" : " sha256:" + "5".repeat(64)));
                }
            }
        }
        return choices;
    }

    private static String image(ObjectGraph graph, KubernetesObject policy) {
        for (KubernetesObject repository : graph.ofKind("ImageRepository")) {
            if (repository.name().equals(policy.name())) {
                return ((Leaf) Objects.requireNonNull(
                                FieldPath.of("spec", "image").in(repository.body())))
                        .text();
            }
        }
        throw new AssertionError("no repository for " + policy);
    }

    /** {@code tag} with one more in its last number; what is nothing but a number becomes something else, as commits do. */
    private static String next(String tag) {
        if (tag.chars().allMatch(Character::isDigit)) {
            return "f" + tag;
        }
        Matcher number = LAST_NUMBER.matcher(tag);
        assertThat(number.find()).as(tag).isTrue();
        String more = Long.toString(Long.parseLong(number.group()) + 1);
        String padded = "0".repeat(Math.max(0, number.group().length() - more.length())) + more;
        return tag.substring(0, number.start()) + padded + tag.substring(number.end());
    }

    private static String lines(TreeMap<String, String> choices) {
        var text = new StringBuilder();
        choices.forEach(
                (policy, image) -> text.append(policy).append(' ').append(image).append('\n'));
        return text.toString();
    }

    @Test
    void afterTheBotSynthFindsNothingToDo() throws IOException {
        Path versions = folder.resolve("src/main/resources/versions/followed.yaml");
        Files.createDirectories(versions.getParent());
        Files.copy(ROOT.resolve("src/test/resources/versions/followed.yaml"), versions);
        Checkout checkout = Checkout.create(folder)
                .clusters(fleet ->
                        fleet.cluster("test", EditedResource.of(Followed.class, "versions/followed.yaml", versions)))
                .synth()
                .commit("Begin");
        assertThat(rewritten(checkout)).isEmpty();
        TreeMap<String, String> choices = newer(Compiled.cluster(Followed::new));
        assertThat(choices).hasSize(7);
        List<String> edited = edit(folder, lines(choices));
        Snapshots.verify("versions/after-the-bot.txt", checkout.git("diff", "-U0", "--no-color"));
        checkout.commit("Update the images of test");
        checkout.synth();
        assertThat(checkout.git("status", "--porcelain"))
                .as("what synth changes after " + edited)
                .isEmpty();
    }

    /** What git has of this repository, and what is new in it, as a repository of its own. */
    private Checkout copy() throws IOException {
        Checkout here = Checkout.at(ROOT);
        Checkout.Run listed = here.tryGit("ls-files", "-z", "--cached", "--others", "--exclude-standard");
        Assumptions.assumeTrue(listed.exit() == 0, "SKIPPED: the sources are no git repository");
        for (String path : listed.out().split("\0")) {
            Path file = ROOT.resolve(path);
            if (Files.isRegularFile(file)) {
                Path target = folder.resolve(path);
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Checkout copy = Checkout.at(folder);
        copy.git("init", "-q", "-b", "main");
        return copy.commit("As it is");
    }

    /** A whole working copy: the bot edits it, synth and the pages of the clusters are made again, and git sees nothing. */
    @Test
    void ofThisRepositoryNothingIsLeftToDoAfterTheBot() throws IOException {
        var choices = new TreeMap<String, String>();
        var old = new TreeSet<String>();
        for (Compilation compilation : Compiled.all()) {
            TreeMap<String, String> some = newer(compilation);
            choices.putAll(some);
            if (!some.isEmpty()) {
                Objects.requireNonNull(Objects.requireNonNull(compilation.order())
                                .cluster()
                                .versions())
                        .pins()
                        .forEach(pin -> old.addAll(pin.marker() == null ? List.of() : List.of(pin.text())));
            }
        }
        Checkout copy = copy();
        List<String> edited = edit(folder, lines(choices));
        if (!choices.isEmpty()) {
            assertThat(edited)
                    .anyMatch(path -> path.endsWith("/versions.yaml"))
                    .anyMatch(path -> path.startsWith("dist/"))
                    .noneMatch(path -> path.startsWith("src/test/"));
        }
        assertThat(copy.git("diff", "--numstat").lines().map(line -> line.split("\t")))
                .as("the bot changes lines, and takes none away")
                .allMatch(counts -> counts[0].equals(counts[1]));
        copy.commit("Update the images");
        List<Path> classPath = Stream.concat(
                        Stream.of(folder.resolve("src/main/resources"), ChildJvm.classes(), ChildJvm.testClasses()),
                        ChildJvm.libraries().stream())
                .toList();
        Tools.Ran synth = ChildJvm.run(
                ChildJvm.jdk(), folder, List.of("-Despalier.root=" + folder), classPath, "clusters.Main", "synth");
        assertThat(synth.exit()).as(synth.err()).isZero();
        ChildJvm.run(
                        ChildJvm.jdk(),
                        folder,
                        List.of("-Despalier.root=" + folder, "-Dapprove=true"),
                        classPath,
                        PagesAgain.class.getName())
                .expectSuccess();
        assertThat(copy.git("status", "--porcelain")).isEmpty();
        assertThat(still(old)).as("what still says the images as they were").isEmpty();
    }

    /** Approves the pages of the clusters. */
    public static final class PagesAgain {
        private PagesAgain() {}

        public static void main(String[] args) {
            Compiled.all().forEach(ClusterPageTest::verify);
        }
    }

    /**
     * Where a snapshot says one of {@code images}: whatever test it is of, it would fail after the bot. Those of constructs alone say
     * what the construct itself knows, which no bot edits.
     */
    private List<String> still(TreeSet<String> images) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("snapshots"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !List.of("constructs", "versions", "findings", "apps")
                            .contains(String.valueOf(
                                    folder.resolve("snapshots").relativize(file).getName(0))))
                    .flatMap(file -> images.stream()
                            .filter(image -> read(file).contains(image))
                            .map(image -> folder.relativize(file) + ": " + image))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever of this repository the bot may write, it leaves as it stands but for the versions. */
    @Test
    void filesWithMarkersAreAFixedPoint() throws IOException {
        Checkout copy = copy();
        String difference = rewritten(copy);
        assertThat(difference.lines().filter(line -> line.startsWith("+++ ")).toList())
                .as(difference)
                .allMatch(line -> line.startsWith("+++ b/src/test/") || line.startsWith("+++ b/snapshots/constructs/"));
    }

    /** Else the bot of a cluster would rewrite what a test holds against something. */
    @Test
    void noTestHasAMarkerOfACluster() throws IOException {
        var policies = new TreeSet<String>();
        for (Compilation compilation : Compiled.all()) {
            ObjectGraph graph = Objects.requireNonNull(compilation.order()).graph();
            graph.ofKind("ImagePolicy").forEach(policy -> policies.add(policy.namespace() + ":" + policy.name()));
        }
        Pattern marker = Pattern.compile("\"\\$imagepolicy\" *: *\"([^:\"]+:[^:\"]+)");
        var shared = new TreeSet<String>();
        for (String below : List.of("src/test", "bench", "docs", "tools", "snapshots/constructs")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(below))) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.ya?ml|.*/Kustomization"))
                        .toList()) {
                    Matcher found = marker.matcher(read(file));
                    while (found.find()) {
                        if (policies.contains(found.group(1))) {
                            shared.add(file + ": " + found.group(1));
                        }
                    }
                }
            }
        }
        assertThat(shared).isEmpty();
    }
}
