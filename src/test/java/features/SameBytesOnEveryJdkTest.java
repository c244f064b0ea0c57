package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever JDK, locale, time zone and encoding: dist/ has the same bytes. */
@Tag("long")
class SameBytesOnEveryJdkTest {
    @TempDir
    Path folder;

    @Test
    void anotherJdkWritesTheSameTree() throws IOException {
        List<Path> others = otherJdks();
        if (others.isEmpty()) {
            String message = "SKIPPED: found no JDK of another version than " + feature(ChildJvm.jdk())
                    + ", neither in JAVA_HOME_17 or JAVA_HOME_25 nor in /usr/lib/jvm";
            System.err.println(message);
            Assumptions.assumeTrue(false, message);
        }
        Map<String, String> here = synth(ChildJvm.jdk(), "here");
        for (Path other : others) {
            System.err.println(
                    "SameBytesOnEveryJdkTest: JDK " + feature(ChildJvm.jdk()) + " against " + feature(other));
            assertThat(differing(here, synth(other, "jdk" + feature(other)))).isEmpty();
        }
    }

    @Test
    void anotherLocaleAndEncodingGiveTheSameTree() throws IOException {
        Map<String, String> turkish = synth(
                ChildJvm.jdk(),
                "somewhere else",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Apia",
                "-Dfile.encoding=ISO-8859-1");
        Map<String, String> root = synth(ChildJvm.jdk(), "b", "-Duser.language=", "-Duser.timezone=UTC");
        assertThat(differing(turkish, root)).isEmpty();
    }

    private Map<String, String> synth(Path jdk, String name, String... options) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        ChildJvm.clusters(jdk, root, List.of(options), "synth").expectSuccess();
        Path dist = root.resolve("dist");
        var files = new TreeMap<String, String>();
        try (Stream<Path> paths = Files.walk(dist)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(dist.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(files).containsKey("lab/kustomization.yaml");
        return files;
    }

    private static List<String> differing(Map<String, String> one, Map<String, String> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .filter(path -> !Objects.equals(one.get(path), other.get(path)))
                .limit(1) // One shows what is wrong.
                .map(path -> path + ":\n" + one.get(path) + "\n--- against\n" + other.get(path))
                .toList();
    }

    /** One of each version from 17 that is not the one running. */
    private static List<Path> otherJdks() throws IOException {
        var found = new TreeMap<Integer, Path>();
        Path usual = Path.of("/usr/lib/jvm");
        try (Stream<Path> named = Stream.of("JAVA_HOME_17", "JAVA_HOME_25")
                        .map(System::getenv)
                        .filter(Objects::nonNull)
                        .map(Path::of);
                Stream<Path> installed = Files.isDirectory(usual) ? Files.list(usual) : Stream.empty()) {
            Stream.concat(named, installed)
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .forEach(home -> found.putIfAbsent(feature(home), home));
        }
        found.remove(feature(ChildJvm.jdk()));
        return List.copyOf(found.tailMap(17).values());
    }

    /** The 17 in {@code JAVA_VERSION="17.0.15"} of a JDK's release file, 0 where it has none. */
    private static int feature(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring(line.indexOf('"') + 1).split("\\D")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
