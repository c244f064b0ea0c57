package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory as people write one, which synth never does: it is read as kustomize builds it, and refused where that refuses it. */
class HandWrittenDirectoryTest {
    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: b}}\n";

    @TempDir
    Path root;

    private Path directory() throws IOException {
        return Files.createDirectories(root.resolve("dist/c"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory().resolve(name), text);
    }

    /** The entry, as nobody applies it but itself. */
    private AppliedUnit read() {
        return AppliedTree.of(new FilesOnDisk(root), "dist/c").units().get(0);
    }

    private void isReadAsKustomizeBuildsIt() throws IOException {
        var wanted = new TreeMap<String, Mapping>();
        for (YamlReader.Document document :
                YamlReader.documents(Tools.kustomize(directory()).expectSuccess())) {
            Mapping object = (Mapping) document.value();
            wanted.put(BuiltObject.identity(object).toString(), object);
        }
        var found = new TreeMap<String, Mapping>();
        for (BuiltObject object : read().built()) {
            found.put(object.identity().toString(), object.body());
        }
        assertThat(read().gap()).isEmpty();
        assertThat(found).isEqualTo(wanted).isNotEmpty();
    }

    @Test
    void aListIsWhatIsInIt() throws IOException {
        write("kustomization.yaml", "resources: [a.yaml, b.yaml]\n");
        write(
                "a.yaml",
                "{apiVersion: v1, kind: List, items: [" + MAP.formatted("a") + ", " + MAP.formatted("b") + "]}");
        write("b.yaml", "apiVersion: v1\nkind: ConfigMapList\nitems:\n- " + MAP.formatted("c"));
        isReadAsKustomizeBuildsIt();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 51, 52, 105, 300, 5000})
    void whatIsNoTextIsCarriedByteForByte(int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        bytes[0] = (byte) 0xff;
        Files.write(directory().resolve("logo.png"), bytes);
        write("words.txt", "a �, which somebody wrote\n");
        write("kustomization.yaml", """
                configMapGenerator:
                  - {name: both, files: [logo.png, words.txt]}
                  - {name: bytes, files: [logo.png]}
                  - {name: text, files: [words.txt]}
                """);
        isReadAsKustomizeBuildsIt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: ConfigMap, metadata: {namespace: web}}",
                "{apiVersion: v1, metadata: {name: a}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n<<<<<<< HEAD\n  a: b\n=======\n  a: c\n>>>>>>> other\n",
            })
    void whatKustomizeRefusesIsRefused(String text) throws IOException {
        write("kustomization.yaml", "resources: [a.yaml]\n");
        write("a.yaml", text);
        assertThat(Tools.kustomize(directory()).exit()).isNotZero();
        assertThat(read().isBroken()).as(read().gap()).isTrue();
        assertThat(read().built()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kustomization.yaml", "kustomization.yml", "Kustomization"})
    void itsFileIsCalledAsKustomizeLooksForIt(String name) throws IOException {
        write(name, "resources: [a.yml]\nconfigMapGenerator: [{name: made, literals: [a=b]}]\n");
        write("a.yml", MAP.formatted("a"));
        isReadAsKustomizeBuildsIt();
        assertThat(read().built().get(1).file()).isEqualTo("dist/c/" + name);
    }

    @Test
    void bothSidesOfAMergeAreCalledSo() throws IOException {
        write("kustomization.yaml", "resources: [a.yaml]\n");
        write("a.yaml", "kind: ConfigMap\n<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> other\n");
        assertThat(read().gap()).isEqualTo("dist/c/a.yaml holds both sides of a merge, from line 2 on");
    }

    @Test
    void whatStandsTwiceIsToldWithBothPlaces() throws IOException {
        write("kustomization.yaml", "resources: [a.yaml, b.yaml]\n");
        write("a.yaml", MAP.formatted("a"));
        write("b.yaml", MAP.formatted("a"));
        assertThat(read().gap())
                .isEqualTo(Identity.of("", "ConfigMap", "", "a") + " stands in dist/c/a.yaml and in dist/c/b.yaml");
    }
}
