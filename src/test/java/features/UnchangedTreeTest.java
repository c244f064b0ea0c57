package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A synth writes only what has changed, and asks git only about what this machine did not write itself. */
class UnchangedTreeTest {
    @TempDir
    Path folder;

    /** The classes that a run of the program loads. */
    private List<String> loaded(String clusters, String... args) throws Exception {
        Path log = folder.resolve("classes.log");
        var command = ChildProgram.command(folder, List.of("-Xlog:class+load:file=" + log), clusters, args);
        assertThat(ChildProgram.exitCode(command)).isZero();
        var classes = new ArrayList<String>();
        for (String line : Files.readAllLines(log)) {
            int start = line.indexOf("] ", line.indexOf("[class,load")) + 2;
            classes.add(line.substring(start).strip());
        }
        return classes;
    }

    @Test
    void whatThisMachineWroteLastIsReplacedWithoutAskingGit() throws Exception {
        Checkout.create(folder).clusters(ChildProgram.clusters("0-3-1")).synth();
        assertThat(loaded("1-4-2", "synth")).noneMatch(name -> name.startsWith("org.eclipse.jgit."));
        assertThat(Checkout.at(folder).tree("dist/test/apps"))
                .containsKey("app-3.yaml")
                .doesNotContainKey("app-0.yaml");
    }

    @Test
    void writesNoFile() throws IOException {
        var checkout =
                Checkout.create(folder).clusters(ChildProgram.clusters("lab")).synth();
        Map<Path, FileTime> before = times();
        for (Path path : before.keySet()) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
        }
        before = times();
        assertThat(checkout.espalier("synth").err()).contains(": 0 files written");
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void rewritesOnlyWhatChanged() throws IOException {
        Checkout.create(folder).clusters(ChildProgram.clusters("0-3-1")).synth();
        Path unchanged = folder.resolve("dist/test/apps/app-1/service.yaml");
        Files.setLastModifiedTime(unchanged, FileTime.fromMillis(1_000_000_000_000L));
        Checkout.at(folder).clusters(ChildProgram.clusters("0-3-2")).synth();
        assertThat(Files.getLastModifiedTime(unchanged).toMillis()).isEqualTo(1_000_000_000_000L);
    }

    private Map<Path, FileTime> times() throws IOException {
        var times = new LinkedHashMap<Path, FileTime>();
        for (String name : List.of("dist", ".espalier")) {
            try (Stream<Path> paths = Files.walk(folder.resolve(name))) {
                for (Path path : paths.sorted().toList()) {
                    times.put(path, Files.getLastModifiedTime(path));
                }
            }
        }
        return times;
    }
}
