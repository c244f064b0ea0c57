package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.BlockYaml;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader of YAML reads what the careful one reads, or says that it cannot. */
class BlockYamlTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    private static List<Path> files(String... folders) throws IOException {
        var all = new ArrayList<Path>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".yaml")).forEach(all::add);
            }
        }
        return all;
    }

    private static void expectSame(String text, String where) {
        Mapping quick = BlockYaml.read(text);
        if (quick != null) {
            List<YamlReader.Document> careful = YamlReader.documents(text);
            assertThat(careful).as(where).hasSize(1);
            assertThat(quick.toString())
                    .as(where)
                    .isEqualTo(careful.get(0).value().toString());
            assertThat((Value) quick).as(where).isEqualTo(careful.get(0).value());
        }
    }

    @Test
    void bothReadTheSameInAllThatIsHere() throws IOException {
        int quick = 0;
        List<Path> files = files("dist", "src/test/resources", "src/main/resources", "snapshots");
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1); // some are no UTF-8, on purpose
            expectSame(text, file.toString());
            quick += BlockYaml.read(text) == null ? 0 : 1;
        }
        assertThat(quick).isGreaterThan(files.size() / 5);
    }

    @Test
    void nearlyAllThatSynthWritesIsReadQuickly() throws IOException {
        List<Path> files = files("dist");
        int quick = 0;
        for (Path file : files) {
            quick += BlockYaml.read(Files.readString(file)) == null ? 0 : 1;
        }
        assertThat(quick).isGreaterThan(files.size() * 95 / 100);
    }

    @Test
    void whatIsSealedIsReadQuickly() throws IOException {
        for (Path file : files("src/main/resources/kyrion")) {
            if (file.toString().endsWith(".sealed.yaml")) {
                assertThat((Object) BlockYaml.read(Files.readString(file)))
                        .as(file.toString())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".inf", ".nan", ".NaN", ".Inf", ".INF", ".5", ".1e5", ".dockerconfigjson", "..", ".a", "-.inf"})
    void aKeyThatBeginsWithADot(String key) {
        expectSame(key + ": 1\n", key);
    }

    @Test
    void whatSopsWritesIsReadQuickly() throws IOException {
        for (Path file : files("src/main/resources/k3s-home")) {
            assertThat((Object) BlockYaml.read(Files.readString(file)))
                    .as(file.toString())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b",
                "a: b\n",
                "a: |\n  b\n  c\n\nd: e\n",
                "a: |-\n  b\n   c\n\n",
                "a:\n- b\n- c: d\n  e: f\n- - g\n",
                "a:\n  - b:\n      c: d\n    e: f\n",
                "# x\na: b # c\n",
                "a: b\n  c\n",
                "a: b: c\n",
                "a:\n  b: c\n d: e\n",
                "a:\n   b: c\n  d: e\n",
                "a: \"b\"\nc: 'd'\ne: 'it''s'\nf: \"\\n\"\n",
                "a: b\na: c\n",
                "a: [b, c]\n",
                "a: {}\nb: []\n",
                "a: &b c\nd: *b\n",
                "a: !!str 1\n",
                "a: 1\nb: 1.5\nc: 0755\nd: no\ne: ~\nf:\n",
                "a: 0\nb: 12\nc: 1.2.3\nd: 1..2\n",
                "a: 1:30\n",
                "a: 123456789012345678901234567890\n",
                "a: 2001-12-14\n",
                "a: true\nb: True\nc: null\n",
                "---\na: b\n",
                "a: b\n---\nc: d\n",
                "a: b\n...\n",
                "a: >\n  b\n  c\n",
                "a: |2\n   b\n",
                "? a\n: b\n",
                "- a\n- b\n",
                "a:\tb\n",
                "a: b\r\nc: d\r\n",
                "a:b\n",
                "a: b:\n",
                "on: off\n",
                "a: -b\n",
                "a: http://b/c?d=e#f\n",
                "a: b\n#c: d\n  # e\nf: g\n",
                "<<: a\n",
                "a: \"b \\\"c\\\" \\\\ d\"\n",
                "a: \"b\\\"\n",
                "a: \"b\" c\n",
                "a: \"\\\"\"\nb: \"\"\n",
                "a: \"b\\tc\"\n",
                "\na: b\n\n\nc: d\n",
                "a: |\n\n  b\n",
                "a: |\n  b\n c: d\n",
                "a:\n  - b\n - c\n",
                "a:\n  -\n    b: c\n",
                "a: 10m\nb: 1h30m\nc: 5Gi\nd: 1e3\ne: 0x1F\nf: 0o17\ng: 0b1\nh: 1_000\n",
                "a: 192.168.1.5\nb: 10.0.0.0/8\nc: 1.2.3.4.5\nd: 1..2\ne: 30 4 * * *\nf: 12 monkeys\n",
                "a: 1: 2\n",
                "a: 10m: 2\n",
                "a: 10m:\n",
                "a: 10m # b\n",
                "a: 1 # b\n",
                "a: 5x\nb: 0x\nc: 0xg\nd: 1z\ne: 1-2\nf: 1+2\ng: 8080:80\nh: 1:30z\n",
                "a: ./b\nc: ../d\ne: .../f\ng: ./\nh: .5\ni: .f\nj: .\nk: ..\n",
                "a:\n  - -c\n  - --name=x\n  - --\n  - -.5\n  - -1\n",
                "a:\n- -c\n- --d\n",
                "a: ---\n",
                "a: --- b\n",
                "a: -inf\nb: -.inf\nc: -e5\nd: -0x1\ne: --x: y\n",
                "a:\n  - -c: d\n",
                "a: $b\nc: ${d}\ne: (f)\ng: $(h)\ni: $\n",
                "a: $b: c\n",
                "a: |\n  b",
                "a: |-\n  b",
                "a: |\n  b\n ",
                "a: |\n  b\n\n  ",
                ""
            })
    void bothReadTheSameInOddOnes(String text) {
        try {
            expectSame(text, text);
        } catch (YamlReader.SyntaxException e) {
            throw new AssertionError("read as " + BlockYaml.read(text) + ", but it is no YAML: " + text, e);
        }
    }

    /** Files of SOPS and of clusters with one or two places changed: where the careful reader finds no YAML, the quick one finds none either. */
    @Test
    void bothReadTheSameInWhatIsBroken() throws IOException {
        String[] parts = {
            "", "\n", " ", "  ", ":", ": ", "-", "- ", "#", " #", "|", "'", "\"", "[", "]", "{", "}", ",", "&a", "*a",
            "!", "%", "0", "~", "null", "true", "\t", "?", ">", "a: b\n", "---\n", "<<: "
        };
        long seed = Long.getLong("fuzz.seed", 20251121);
        var random = new Random(seed);
        List<Path> files = files("src/test/resources/sops", "dist/lab", "dist/k3s-home");
        int quick = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(Files.readString(files.get(random.nextInt(files.size()))));
            for (int change = 0; change <= random.nextInt(2); change++) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(6));
                text.replace(from, to, parts[random.nextInt(parts.length)]);
            }
            Mapping found = BlockYaml.read(text.toString());
            if (found != null) {
                quick++;
                try {
                    expectSame(text.toString(), "-Dfuzz.seed=" + seed + "\n" + text);
                } catch (YamlReader.SyntaxException e) {
                    throw new AssertionError(
                            "-Dfuzz.seed=" + seed + " gives what was read as " + found + ", but " + e.getMessage()
                                    + ":\n" + text,
                            e);
                }
            }
        }
        assertThat(quick).isGreaterThan(5000);
    }
}
