package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Pin;
import espalier.Policy;
import espalier.VersionFile;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.policy.ImageDigest;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The versions of a cluster's images and charts stand in one file that bots and people edit. */
class VersionFileTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    private static Compilation pinned(String file, boolean packaged, Policy... policies) {
        return Compiled.cluster((fleet, name) -> new Pinned(fleet, name, "versions/" + file, packaged, policies));
    }

    /** The lines of a version in the files of {@code compilation}, with the file in front. */
    private static String versions(Compilation compilation) {
        var text = new StringBuilder();
        ClusterTree.of(compilation)
                .files()
                .forEach((path, content) -> content.lines()
                        .filter(line -> line.matches(" *(- )?(image|tag|version|repository): .*"))
                        .forEach(line -> text.append(path)
                                .append(": ")
                                .append(line.trim())
                                .append('\n')));
        return text.toString();
    }

    @Test
    void theFileSaysWhatConstructsRunAndTheMarkersStandBehindIt() {
        Snapshots.verify(
                "versions/lines.txt",
                versions(pinned("plain.yaml", false)) + "\nin releases\n" + versions(pinned("right.yaml", true)));
    }

    @Test
    void aDigestThatNobodyKnowsIsAWarningAndInTheVerdict() {
        Compilation compilation = pinned("plain.yaml", false, new ImageDigest());
        assertThat(compilation.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("digest-unknown");
        Order order = Objects.requireNonNull(compilation.order());
        List<Unchecked> unchecked =
                NotChecked.in(order.graph(), compilation.schemas().gaps());
        assertThat(unchecked)
                .filteredOn(each -> each.kind() == Unchecked.Kind.DIGEST)
                .extracting(Unchecked::what)
                .containsExactly("ghcr.io/example/secret");
        assertThat(NotChecked.counted(unchecked)).contains("1 image with an unknown digest");
    }

    @Test
    void whatTheFileSaysWronglyIsAFindingAtItsLine() {
        var text = new StringBuilder();
        for (String file : new String[] {"right.yaml", "wrong.yaml", "unused.yaml"}) {
            text.append("--- ").append(file).append('\n');
            text.append(Ground.findings(pinned(file, true))).append("\n\n");
        }
        Snapshots.verify("findings/versions.txt", text.toString());
    }

    /** The file is the only thing that a bot changes, so it is given a class loader of its own. */
    @Test
    void whatABotWritesIntoTheFileSynthTakesToDist(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("versions.yaml");
        Files.copy(ROOT.resolve("src/test/resources/versions/right.yaml"), file);
        Path root = Files.createDirectory(folder.resolve("repository"));
        Checkout checkout = Checkout.at(root)
                .clusters(fleet -> fleet.cluster("test", EditedResource.of(Pinned.class, "versions/right.yaml", file)))
                .synth();
        var before = checkout.tree("dist/test");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("nginx:1.28\"", "nginx:1.28.3\"")
                        .replace("version: 4.1.2", "version: 4.1.3"));
        checkout.synth();
        var after = checkout.tree("dist/test");
        var changed = new StringBuilder();
        after.forEach((path, content) -> {
            if (!content.equals(before.get(path))) {
                content.lines()
                        .filter(line -> !before.get(path).contains(line))
                        .forEach(line -> changed.append(path)
                                .append(": ")
                                .append(line.trim())
                                .append('\n'));
            }
        });
        assertThat(changed.toString().trim().lines())
                .containsExactlyInAnyOrder(
                        "web/new/app/ocirepository.yaml: tag: 4.1.3",
                        "web/old/app/ocirepository.yaml: tag: 4.1.3",
                        "web/secret/app/ocirepository.yaml: tag: 4.1.3",
                        "web/old/app/helmrelease.yaml: tag: \"1.28.3\" # {\"$imagepolicy\": \"flux-system:test-old:tag\"}");
    }

    /** Of a file that several clusters share, no one of them can tell what none of them runs. */
    @Test
    void noFileOfThisRepositoryNamesWhatNoClusterRuns() {
        var unused = new TreeSet<String>();
        var used = new TreeSet<String>();
        for (Compilation compilation : Compiled.all()) {
            VersionFile file =
                    Objects.requireNonNull(compilation.order()).cluster().versions();
            for (Pin pin : file == null ? List.<Pin>of() : file.pins()) {
                (pin.isUsed() ? used : unused).add(file.path() + ": " + pin);
            }
        }
        unused.removeAll(used);
        assertThat(unused).isEmpty();
        assertThat(used).isNotEmpty();
    }

    /** Renovate's own engine is another one, but takes groups and classes as Java does. */
    @Test
    void renovateFindsEveryVersionThatHasAMarker() throws IOException {
        String config = Files.readString(ROOT.resolve("renovate.json"));
        Matcher quoted =
                Pattern.compile("\"matchStrings\": *\\[\\s*\"(.*)\"\\s*\\]").matcher(config);
        assertThat(quoted.find()).isTrue();
        Pattern wanted = Pattern.compile(quoted.group(1).replace("\\\\", "\\").replace("\\\"", "\""));
        String text = Files.readString(ROOT.resolve("src/test/resources/versions/right.yaml"));
        var found = new StringBuilder();
        Matcher matcher = wanted.matcher(text);
        while (matcher.find()) {
            found.append(matcher.group("datasource"))
                    .append(' ')
                    .append(matcher.group("depName"))
                    .append(' ')
                    .append(matcher.group("registryUrl"))
                    .append(' ')
                    .append(matcher.group("currentValue"))
                    .append(' ')
                    .append(matcher.group("currentDigest"))
                    .append('\n');
        }
        assertThat(found.toString()).isEqualTo("""
                        docker nginx null 1.29.1 sha256:0f04e4f646a3f14bf31d8bc8d885b6c951fdcf42589d06845f64d18aec6a3c4d
                        docker ghcr.io/example/secret null 2 null
                        docker ghcr.io/bjw-s-labs/helm/app-template null 4.1.2 null
                        helm broker https://charts.example.com 2.0.0 null
                        """);
    }
}
