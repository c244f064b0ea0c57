package espalier.bootstrap;

import espalier.json.JsonLine;
import espalier.live.Deadline;
import espalier.tree.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Real Helm: the program on PATH, or else the library that helm-java carries, which Maven fetches for this platform alone.
 *
 * <p>Values go to it by its standard input, so that no secret among them stands in a file or in a list of processes.
 */
final class Helm {
    private static final String FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

    private final Ground ground;

    Helm(Ground ground) {
        this.ground = ground;
    }

    /**
     * Installs the chart, or brings the release to {@code values}.
     *
     * @param isNew whether there is no release of that name
     * @param options those of helm
     */
    Child.Ended upgrade(
            boolean isNew, String release, ChartSource source, List<String> options, Mapping values, Deadline deadline)
            throws BootstrapException {
        var words = new ArrayList<>(List.of(isNew ? "install" : "upgrade", release, source.chart()));
        if (!source.repository().isEmpty()) {
            words.addAll(List.of("--repo", source.repository()));
        }
        if (!source.version().isEmpty()) {
            words.addAll(List.of("--version", source.version()));
        }
        if (source.plainHttp()) {
            words.add("--plain-http");
        }
        words.addAll(options);
        String in = JsonLine.text(values);
        var command = new ArrayList<>(List.of("helm"));
        command.addAll(words);
        command.addAll(isNew ? List.of("--values", "-") : List.of("--reset-values", "--values", "-"));
        if (ground.kubeconfig() != null) {
            command.addAll(List.of("--kubeconfig", ground.kubeconfig().toString()));
        }
        command.addAll(List.of("--kube-context", ground.context()));
        Child.Ended ended = Child.run(command, Map.of(), in, deadline);
        return ended == null ? library(words, in, deadline) : ended;
    }

    private Child.Ended library(List<String> words, String in, Deadline deadline) throws BootstrapException {
        try {
            Path folder = Files.createTempDirectory("espalier-helm");
            try {
                Path program = copy("HelmJava.java", folder);
                var command = new ArrayList<String>();
                command.add(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                command.addAll(List.of("-cp", classPath(folder, deadline), program.toString()));
                command.addAll(words);
                Map<String, String> environment = Map.of(
                        "HELM_JAVA_KUBECONFIG",
                        kubeconfig(deadline),
                        "HELM_REPOSITORY_CONFIG",
                        folder.resolve("repositories.yaml").toString(),
                        "HELM_CACHE_HOME",
                        folder.resolve("cache").toString());
                Child.Ended ended = Child.run(command, environment, in, deadline);
                if (ended == null) {
                    throw BootstrapException.refused("the JDK's program java cannot be started: install helm");
                }
                return ended;
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw BootstrapException.refused("helm-java cannot be prepared: " + e.getMessage() + ": install helm");
        }
    }

    /** What the library stands on, from the local repository where that has it all. */
    private static String classPath(Path folder, Deadline deadline) throws IOException, BootstrapException {
        Path pom = copy("helm-java.xml", folder);
        Path file = folder.resolve("classpath");
        String said = "";
        for (String offline : new String[] {"-o", "-ntp"}) {
            var command = List.of(
                    "mvn",
                    "-B",
                    "-q",
                    offline,
                    "-f",
                    pom.toString(),
                    FETCH,
                    "-Dplatform=" + platform(),
                    "-Dmdep.outputFile=" + file);
            Child.Ended ended = Child.run(command, Map.of(), "", deadline);
            if (ended == null) {
                throw BootstrapException.refused(
                        "a chart is to be installed, and there is neither helm on PATH nor mvn to fetch"
                                + " helm-java with: install helm");
            }
            if (ended.well() && Files.exists(file)) {
                return Files.readString(file).strip();
            }
            said = ended.out().strip();
        }
        throw BootstrapException.refused("there is no helm on PATH, and Maven cannot fetch helm-java for " + platform()
                + ": " + said + "\ninstall helm");
    }

    /** As helm-java names its libraries. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux") + "-"
                + (machine.equals("aarch64") || machine.equals("arm64") ? "arm64" : "amd64");
    }

    /** What leads to the one cluster, whatever files and contexts there are. */
    private String kubeconfig(Deadline deadline) throws BootstrapException {
        var command = new ArrayList<>(List.of("kubectl", "config", "view", "--minify", "--flatten", "--raw"));
        command.addAll(List.of("--context", ground.context()));
        if (ground.kubeconfig() != null) {
            command.addAll(List.of("--kubeconfig", ground.kubeconfig().toString()));
        }
        Child.Ended ended = Child.run(command, Map.of(), "", deadline);
        if (ended == null || !ended.well()) {
            throw BootstrapException.refused(
                    "there is no helm on PATH, and kubectl cannot say how helm-java gets to the cluster: "
                            + (ended == null
                                    ? "it is not there either"
                                    : ended.err().strip()) + ": install helm");
        }
        return ended.out();
    }

    private static Path copy(String resource, Path folder) throws IOException {
        try (InputStream in = Helm.class.getResourceAsStream("/espalier/bootstrap/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing in the library");
            }
            Path file = folder.resolve(resource);
            Files.copy(in, file);
            return file;
        }
    }

    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
