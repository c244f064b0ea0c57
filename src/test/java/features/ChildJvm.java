package features;

import espalier.Espalier;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a JVM of its own, as a user starts it. */
public final class ChildJvm {
    /** As the launcher has it: what a better compiler and collector would gain comes too late for so short a run. */
    public static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:C1MaxInlineSize=20");

    private ChildJvm() {}

    /** The JDK that runs this test. */
    public static Path jdk() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The classes of src/main: of the compiler, and of this repository's clusters. */
    public static Path classes() {
        return location(Espalier.class);
    }

    /** The classes of src/test. */
    public static Path testClasses() {
        return location(ChildJvm.class);
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All libraries, those of the tests among them. */
    public static List<Path> libraries() {
        Stream<Path> entries = ChildJvm.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs())
                        .map(URL::toString)
                        .map(URI::create)
                        .map(Path::of)
                : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of);
        return entries.filter(path -> path.toString().endsWith(".jar")).toList();
    }

    public static String classPath(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The words that start {@code main}, of the tests. */
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        var words = new ArrayList<>(List.of(jdk().resolve("bin/java").toString()));
        words.addAll(QUICK);
        words.addAll(options);
        var classPath = new ArrayList<>(List.of(classes(), testClasses()));
        classPath.addAll(libraries());
        words.addAll(List.of("-cp", classPath(classPath), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs this repository's {@code main} with {@code jdk} in {@code root}, given options of the JVM and arguments. */
    static Tools.Ran clusters(Path jdk, Path root, List<String> options, String... arguments) {
        var classPath = new ArrayList<>(List.of(classes()));
        classPath.addAll(libraries());
        return run(jdk, root, options, classPath, "clusters.Main", arguments);
    }

    static Tools.Ran run(
            Path jdk, Path root, List<String> options, List<Path> classPath, String main, String... arguments) {
        var words = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        words.addAll(QUICK);
        words.addAll(options);
        words.addAll(List.of("-cp", classPath(classPath), main));
        words.addAll(List.of(arguments));
        return Tools.run(words, root, "");
    }
}
