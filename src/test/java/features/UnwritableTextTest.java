package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Resource;
import espalier.kubernetes.ConfigMap;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.yaml.YamlWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kustomize would stop at, drop or change is refused while it still has a line of Java. */
class UnwritableTextTest {
    @TempDir
    Path folder;

    @Test
    void everyTextThatWouldNotArriveIsAFinding() {
        var compilation = Compiled.stage(apps -> new ConfigMap(
                apps,
                "motd",
                c -> c.value("next-line", "a\u0085b")
                        .value("delete", "a\u007f\nb\n")
                        .value("control", "\u0090")
                        .value("no-character", "\uffff")
                        .value("half-a-pair", "a\ud83d")
                        .value("other-half", "\ude00b")
                        .value("good", "\ud83d\ude00 \u0007 \u2028")
                        .value("<<", "merged")
                        .value("key-\u0085", "x")));
        Snapshots.verify("findings/unwritable-text.txt", Compiled.findings(compilation));
    }

    @Test
    void aFileThatIsNoTextIsAFinding() {
        Resource latin1 = Resource.of("features/latin-1.txt");
        var compilation = Compiled.stage(apps -> new ConfigMap(apps, "motd", c -> c.file("motd", latin1)));
        assertThat(Compiled.findings(compilation))
                .contains("Tried to read the resource features/latin-1.txt, but it is no text in UTF-8");
    }

    @Test
    void aKeyThatIsTooLongIsAFinding() {
        var compilation = Compiled.stage(apps -> new ConfigMap(apps, "motd", c -> c.value("k".repeat(1001), "x")));
        assertThat(Compiled.findings(compilation))
                .contains("it has 1001 characters, of which kustomize takes at most 1000");
    }

    /** The day on which this fails, the check can go. */
    @Test
    void kustomizeDoesNotCarryThem() {
        AwkwardStrings.beyondKustomize().forEach(text -> assertNotCarried(Mapping.of("value", text)));
        assertNotCarried(Mapping.of("<<", "x"));
        assertNotCarried(Mapping.of("k".repeat(1023), "x"));
    }

    private void assertNotCarried(Mapping spec) {
        Mapping object = YamlJudges.object("awkward.example.com/v1", "Awkward").put("spec", spec);
        Object found;
        try {
            found = YamlJudges.kustomize(object, folder);
        } catch (AssertionError stopped) {
            return;
        }
        assertThat(found).isNotEqualTo(YamlJudges.content(object));
    }

    /** The writer itself never makes a file that nothing can read. */
    @Test
    void halfASurrogatePairIsWrittenAsTheReplacementCharacter() {
        assertThat(YamlWriter.text(Scalar.of("a\ud83d"))).isEqualTo("\"a\\uFFFD\"\n");
    }

    @Test
    void aCommentStaysOnItsLine() {
        var value = Mapping.of("a", Scalar.of("x").withComment("b\nc: \u0085d\u2028e\0"));
        assertThat(YamlWriter.text(value)).isEqualTo("a: \"x\" # b c:  d e \n");
    }
}
