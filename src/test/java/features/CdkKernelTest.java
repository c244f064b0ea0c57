package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Node runs when a chart is asked for, once, and no longer than the program. */
@EnabledIf("features.CdkChartsTest#isNodeThere")
class CdkKernelTest {
    @TempDir
    Path folder;

    private static Path node() {
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path node = Path.of(place, "node");
            if (Files.isExecutable(node)) {
                return node.toAbsolutePath();
            }
        }
        throw new IllegalStateException("there is no node on the PATH");
    }

    /** The ways in which Node was started by a synth that ended well, and whose words are given to {@code said}. */
    private List<String> starts(String clusters, Path said, String... options) throws Exception {
        Path log = folder.resolve("log");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path program = Files.writeString(
                programs.resolve("node"), "#!/bin/sh\necho \"$@\" >> " + log + "\nexec " + node() + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        Path root = Files.createDirectories(folder.resolve("repository"));
        String[] command = new String[options.length + 1];
        command[0] = "synth";
        System.arraycopy(options, 0, command, 1, options.length);
        ProcessBuilder synth = ChildProgram.command(root, List.of("-Djava.io.tmpdir=" + temporary), clusters, command);
        synth.environment().put("PATH", programs + ":/usr/bin:/bin");
        synth.environment().remove("JSII_NODE");
        int exit = synth.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(said)).isZero();
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** What runs now of what jsii put into the temporary folder. */
    private List<String> running() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.resolve("temporary").toString()))
                .toList();
    }

    @Test
    void onceForAllClusters() throws Exception {
        Path said = folder.resolve("said");
        List<String> starts = starts("many-charts", said);
        assertThat(starts).hasSize(2);
        assertThat(starts.get(0)).isEqualTo("--version");
        assertThat(starts.get(1)).endsWith("jsii-runtime.js");
        for (String file : new String[] {"one/apps/shop", "four/apps/stall", "without/apps/shop"}) {
            assertThat(folder.resolve("repository/dist/" + file + "/configmap.yaml"))
                    .exists();
        }
        assertThat(Files.readString(said)).contains("5 clusters").doesNotContain("end-of-life", "!!!");
        for (int i = 0; i < 300 && !running().isEmpty(); i++) {
            Thread.sleep(100); // ended, if not gone yet
        }
        assertThat(running()).isEmpty();
    }

    /** The program knows charts, but the cluster that is asked for has none. */
    @Test
    void notForAClusterWithoutCharts() throws IOException, Exception {
        assertThat(starts("many-charts", folder.resolve("said"), "--cluster", "without"))
                .isEmpty();
        assertThat(folder.resolve("repository/dist/without/apps/shop/configmap.yaml"))
                .exists();
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }
}
