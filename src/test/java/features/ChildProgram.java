package features;

import clusters.Lab;
import clusters.Main;
import espalier.Component;
import espalier.Espalier;
import espalier.Fleet;
import espalier.cdk8s.CdkChart;
import espalier.kubernetes.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cdk8s.ApiObject;

/** The program in a JVM of its own, which can be killed and started with another locale. */
final class ChildProgram {
    private ChildProgram() {}

    /**
     * The clusters by a name that a command line can hold: {@code lab}; {@code all} of this repository; {@code charts} for one with a chart of cdk8s and one without;
     * {@code many-charts} for four with two each, and one without; or {@code FIRST-END-IMAGE} for an orchard of the apps with the
     * numbers from FIRST to before END.
     */
    static Consumer<Fleet> clusters(String name) {
        if (name.equals("lab")) {
            return fleet -> fleet.cluster("lab", Lab::new);
        }
        if (name.equals("all")) {
            return Main::clusters;
        }
        if (name.equals("charts")) {
            return fleet -> {
                withCharts(fleet, "with", 1);
                withoutChart(fleet);
            };
        }
        if (name.equals("many-charts")) {
            return fleet -> {
                for (String cluster : new String[] {"one", "two", "three", "four"}) {
                    withCharts(fleet, cluster, 2);
                }
                withoutChart(fleet);
            };
        }
        String[] parts = name.split("-");
        return fleet -> fleet.cluster(
                "test",
                (f, cluster) -> new Orchard(f, cluster, o -> {
                    for (int i = Integer.parseInt(parts[0]); i < Integer.parseInt(parts[1]); i++) {
                        o.app("app-" + i, "fruit:" + parts[2]);
                    }
                }));
    }

    private static void withCharts(Fleet fleet, String name, int charts) {
        fleet.cluster(
                name,
                (f, cluster) -> new TestCluster(f, cluster, apps -> {
                    for (String id : List.of("shop", "stall").subList(0, charts)) {
                        var chart = new CdkChart(apps, id);
                        ApiObject.Builder.create(chart, "settings-of-" + id)
                                .apiVersion("v1")
                                .kind("ConfigMap")
                                .build();
                    }
                }));
    }

    private static void withoutChart(Fleet fleet) {
        fleet.cluster(
                "without",
                (f, cluster) -> new TestCluster(f, cluster, apps -> {
                    new ConfigMap(new Component(apps, "shop") {}, "it", m -> m.value("a", "b"));
                }));
    }

    /** Makes the file that the property {@code begun} names, for who waits for the first line, and runs the program. */
    public static void main(String[] args) throws IOException {
        String begun = System.getProperty("begun");
        if (begun != null) {
            Files.createFile(Path.of(begun));
        }
        System.exit(Espalier.run(List.of(args).subList(1, args.length).toArray(new String[0]), clusters(args[0])));
    }

    /** The command that runs the program on {@code clusters} in the repository at {@code root}. */
    static ProcessBuilder command(Path root, List<String> options, String clusters, String... args) {
        var classPath = new ArrayList<>(List.of(ChildJvm.classes(), ChildJvm.testClasses()));
        classPath.addAll(ChildJvm.libraries());
        // Whoever runs the tests in the background has them ignore ctrl-C, and what they start with them.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(ChildJvm.jdk().resolve("bin/java").toString());
        command.addAll(ChildJvm.QUICK);
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Despalier.root=" + root.toAbsolutePath());
        command.addAll(options);
        command.addAll(List.of("-cp", ChildJvm.classPath(classPath), ChildProgram.class.getName(), clusters));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(root.toFile());
    }

    /** Runs the command to its end and gives its exit code; what it prints is thrown away. */
    static int exitCode(ProcessBuilder command) {
        try {
            return command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
