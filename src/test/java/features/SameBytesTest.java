package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import espalier.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same Java gives the same bytes, whatever the machine it runs on is set to. */
class SameBytesTest {
    @TempDir
    Path folder;

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private Map<String, String> tree;

    @BeforeEach
    void theLab() {
        tree = lab("usual");
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    private Map<String, String> lab(String name) {
        return Checkout.at(folder.resolve(name))
                .clusters(ChildProgram.clusters("lab"))
                .synth()
                .tree("dist/lab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "de-DE", "hi-IN-u-nu-deva"})
    void whateverTheLocale(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(lab(tag)).isEqualTo(tree);
    }

    @Test
    void whateverTheTimeZone() {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        assertThat(lab("kiritimati")).isEqualTo(tree);
    }

    /** From the first class that is loaded on. */
    @ParameterizedTest
    @CsvSource({
        "ar, EG, UTF-8, America/Caracas",
        "ja, JP, UTF-16, UTC",
    })
    void inAnotherJvm(String language, String country, String encoding, String zone) throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("some/where"));
        Path root = Files.createDirectories(folder.resolve("child"));
        var command = ChildProgram.command(
                root,
                List.of(
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-Dfile.encoding=" + encoding,
                        "-Duser.timezone=" + zone),
                "lab",
                "synth");
        command.environment().putAll(Map.of("LC_ALL", "C", "TZ", zone));
        assertThat(ChildProgram.exitCode(command.directory(elsewhere.toFile()))).isZero();
        assertThat(Checkout.at(root).tree("dist/lab")).isEqualTo(tree);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whateverTheOrderOfTheClustersAndHowManyThereAre() {
        for (int round = 0; round < 5; round++) {
            var before = Checkout.at(folder.resolve("before-" + round))
                    .clusters(fleet -> fleet.cluster("lab", Lab::new)
                            .cluster("a", SameBytesTest::apples)
                            .cluster("b", SameBytesTest::apples))
                    .synth();
            var after = Checkout.at(folder.resolve("after-" + round))
                    .clusters(fleet -> fleet.cluster("b", SameBytesTest::apples)
                            .cluster("a", SameBytesTest::apples)
                            .cluster("lab", Lab::new))
                    .synth();
            assertThat(before.tree("dist/lab")).isEqualTo(tree);
            assertThat(after.tree("dist")).isEqualTo(before.tree("dist"));
        }
    }

    private static Orchard apples(Fleet fleet, String name) {
        return new Orchard(fleet, name, o -> o.app("apple", "apple:1").app("pear", "pear:1"));
    }

    @Test
    void oneClusterAloneOrAmongOthers() {
        var checkout = Checkout.at(folder.resolve("alone"))
                .clusters(fleet -> fleet.cluster("a", SameBytesTest::apples).cluster("lab", Lab::new));
        assertThat(checkout.espalier("synth", "--cluster", "lab").exit()).isZero();
        assertThat(checkout.tree("dist"))
                .allSatisfy((path, text) -> assertThat(path).startsWith("lab/"));
        assertThat(checkout.tree("dist/lab")).isEqualTo(tree);
    }

    @Test
    void aSecondRunWritesNothing() {
        var checkout = Checkout.at(folder.resolve("usual")).clusters(ChildProgram.clusters("lab"));
        assertThat(checkout.espalier("synth").err())
                .contains(": 0 files written, " + tree.size() + " unchanged, 0 removed");
    }
}
