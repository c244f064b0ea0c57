package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.difference.ObjectText;
import espalier.difference.TextLine;
import espalier.plan.Plan;
import espalier.plan.page.PlanPage;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a plan, as far as that can be seen without a browser; with one, {@link PageInABrowserTest} looks at it. */
class PlanPageTest {
    private static final Identity WEB = Identity.of("apps", "Deployment", "web", "web");

    static List<TreePair> pairs() {
        return TreePair.all();
    }

    private static String page(TreePair pair) {
        return PlanPage.of(List.of(PagePairs.told("home", pair)), "before", "after");
    }

    /** Without the style and the script, and without the numbers of the drawing, which are ELK's. */
    @Test
    void itsElementsAndTheLinesOfItsObjects() {
        String page = PagePairs.usual()
                .replaceAll("(?s)<style>.*?</style>", "<style></style>")
                .replaceAll("(?s)<script>.*?</script>", "<script></script>")
                .replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256-N")
                .replaceAll(" (d|x|y|width|height|viewBox)=\"[^\"]*\"", "")
                .replace("\",\"", "\",\n\"")
                .replace("],[", "],\n[")
                .replaceAll(
                        "(</?(?:section|article|div|header|h[1-4]|ul|li|p|table|tr|td|svg|a|g|rect|path|script|nav|main|meta)\\b)",
                        "\n$1")
                .replaceAll("\n+", "\n");
        Snapshots.verify("plans/page.html", page);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPlanHasAPageAndNoneHasAValueOfASecret(TreePair pair) {
        String page = page(pair);
        assertThat(page).doesNotContain("hunter2", "correct-horse", "abcdef");
        Plan plan = PagePairs.told("home", pair).plan();
        assertThat(count(page, "<article ")).isEqualTo(plan.steps().size());
        assertThat(count(page, "class=\"sort\"")).isEqualTo(plan.dangers().size());
    }

    @Test
    void itIsTheSameEachTime() {
        assertThat(PagePairs.usual()).isEqualTo(PagePairs.usual());
    }

    /** Of what runs and of how it looks, each stands in the policy by its digest, and nothing else may. */
    @Test
    void itsPolicyAllowsItsOwnStyleAndScriptAlone() throws Exception {
        String page = PagePairs.hostile();
        assertThat(count(page, "<script")).isEqualTo(2);
        assertThat(count(page, "<style")).isEqualTo(1);
        for (String kind : List.of("style", "script")) {
            Matcher own =
                    Pattern.compile("(?s)<" + kind + ">(.*?)</" + kind + ">").matcher(page);
            assertThat(own.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(own.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(kind + "-src &#x27;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#x27;;");
        }
        assertThat(page).contains("content=\"default-src &#x27;none&#x27;;").doesNotContain(" style=", "unsafe-");
        assertThat(page.replaceAll("(?s)<script.*?</script>", ""))
                .contains("&lt;img src=x onerror=ran()&gt;")
                .doesNotContain("<img", "<b onclick", "<svg onload");
    }

    @Test
    void aClusterOfManyComponentsIsDrawnByItsWaves() {
        String page = PagePairs.large(400);
        assertThat(page).contains("<title>101 components: 100 with changes</title>");
        assertThat(count(page, "<rect class=\"band\"")).isEqualTo(1);
    }

    /** A line that follows from two others is left out. */
    @Test
    void whoWaitsThroughAnotherHasNoLineOfItsOwn() {
        TreePair chain = TreePair.of("chain", """
                 === one
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: one, namespace: web}
                -data: {a: b}
                +data: {a: c}
                 === two {dependsOn: [one]}
                 === three {dependsOn: [one, two]}
                 === alone
                """);
        String page = page(chain);
        assertThat(count(page, "class=\"edge")).isEqualTo(2);
        assertThat(page).contains("2 other components are left out, which neither change nor wait."); // and flux-system
    }

    @Test
    void boxesStandInTheirWavesAndNotOnEachOther() {
        String page = PagePairs.usual();
        var bands = rects(page, "<rect class=\"band\" ");
        var boxes = rects(page, "</title><rect ");
        assertThat(bands).hasSizeGreaterThanOrEqualTo(3);
        assertThat(boxes).hasSizeGreaterThanOrEqualTo(12);
        List<double[]> home = boxes.subList(0, 12);
        for (int i = 0; i < home.size(); i++) {
            double[] box = home.get(i);
            assertThat(bands.subList(0, 3)).anyMatch(band -> contains(band, box));
            for (double[] other : home.subList(i + 1, home.size())) {
                assertThat(box[0] + box[2] <= other[0]
                                || other[0] + other[2] <= box[0]
                                || box[1] + box[3] <= other[1]
                                || other[1] + other[3] <= box[1])
                        .isTrue();
            }
        }
    }

    private static boolean contains(double[] outer, double[] inner) {
        return outer[0] <= inner[0]
                && outer[1] <= inner[1]
                && inner[0] + inner[2] <= outer[0] + outer[2]
                && inner[1] + inner[3] <= outer[1] + outer[3];
    }

    private static List<double[]> rects(String page, String before) {
        Matcher each = Pattern.compile(Pattern.quote(before)
                        + "x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"")
                .matcher(page);
        var rects = new ArrayList<double[]>();
        while (each.find()) {
            var rect = new double[4];
            for (int i = 0; i < 4; i++) {
                rect[i] = Double.parseDouble(each.group(i + 1));
            }
            rects.add(rect);
        }
        return rects;
    }

    private static List<String> lines(Identity object, @Nullable String before, @Nullable String after) {
        return new ObjectText(object, parse(before), parse(after))
                .lines().stream().map(line -> line.mark() + line.text()).toList();
    }

    private static @Nullable Mapping parse(@Nullable String yaml) {
        return yaml == null ? null : (Mapping) YamlReader.documents(yaml).get(0).value();
    }

    @Test
    void anotherOrderIsNoOtherLine() {
        assertThat(lines(
                        WEB,
                        "spec: {b: 1, a: 2, gone: 3, containers: [{name: x, image: x:1}, {name: old}, {name: z}]}",
                        "spec: {a: 2, containers: [{name: z}, {image: x:2, name: x}, {name: new}], b: 1}"))
                .containsExactly(
                        " spec:",
                        "   a: 2",
                        "-  gone: 3",
                        "   containers:",
                        "     - name: z",
                        "-    - image: x:1",
                        "+    - image: x:2",
                        "       name: x",
                        "-    - name: old",
                        "+    - name: new",
                        "   b: 1");
    }

    @Test
    void whereTheOrderMeansSomethingItIsShown() {
        assertThat(lines(
                        WEB,
                        "initContainers: [{name: a}, {name: b}]\nargs: [one, two]",
                        "initContainers: [{name: b}, {name: a}]\nargs: [two, one]"))
                .filteredOn(line -> line.charAt(0) != TextLine.BOTH)
                .hasSize(4);
    }

    @Test
    void whatIsFarFromAnyDifferenceIsLeftOutAndWhereOneIsIsSaid() {
        var fields = new StringBuilder("data:\n");
        for (int i = 0; i < 20; i++) {
            fields.append("  k").append(i).append(": v\n");
        }
        assertThat(lines(WEB, fields.toString(), fields.toString().replace("k10: v", "k10: w")))
                .containsExactly(
                        "@8\tdata",
                        "   k7: v",
                        "   k8: v",
                        "   k9: v",
                        "-  k10: v",
                        "+  k10: w",
                        "   k11: v",
                        "   k12: v",
                        "   k13: v",
                        "@6");
    }

    @Test
    void aLongObjectIsNotShownWhole() {
        var fields = new StringBuilder("data:\n");
        for (int i = 0; i < 500; i++) {
            fields.append("  k").append(i).append(": v\n");
        }
        assertThat(lines(WEB, null, fields.toString())).hasSize(401).last().isEqualTo("@101");
    }

    @Test
    void ofWhatNobodyMaySeeThereAreOnlyKeys() {
        Identity secret = Identity.of("", "Secret", "web", "web");
        assertThat(lines(
                        secret,
                        "metadata: {name: web}\nstringData: {a: hunter2, b: hunter2, c: hunter2}",
                        "metadata: {name: web}\ndata: {a: aHVudGVyMg==, b: aHVudGVyMw==, d: aHVudGVyMg==}"))
                .containsExactly("-key b", "+key b, another value", "-key c", "+key d");
        assertThat(lines(secret, null, "metadata: {name: web}\nstringData: {a: hunter2}"))
                .containsExactly("+key a", "+metadata:", "+  name: web");
        assertThat(lines(
                        Identity.of("bitnami.com", "SealedSecret", "web", "web"),
                        "spec: {encryptedData: {a: AgBy}}",
                        "spec: {encryptedData: {a: AgBz}}"))
                .containsExactly("-key a", "+key a, another value");
        assertThat(lines(secret, "sops: {mac: x}\ndata: {a: 'ENC[one]'}", "sops: {mac: y}\ndata: {a: 'ENC[two]'}"))
                .containsExactly("-key a", "+key a, another value");
    }

    @Test
    void onTheCommandLine(@TempDir Path folder) {
        Checkout checkout = Checkout.create(folder).orchard(o -> o.app("apple", "apple:1.0.0"));
        checkout.synth().commit("Plant");
        checkout.orchard(o -> o.app("apple", "apple:1.0.1")).synth();
        Checkout.Run run = checkout.espalier("diff", "--output", "html");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("<!doctype html>\n")
                .endsWith("</html>\n")
                .contains("apple:1.0.1", "features/Orchard.java:", "the files as they are");
        checkout.commit("Bump");
        assertThat(checkout.espalier("diff", "HEAD", "--output", "html").out())
                .contains("Nothing changes on any cluster");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
