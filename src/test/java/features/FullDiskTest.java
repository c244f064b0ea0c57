package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is full the old tree stands as it was, and a synth with room puts up the new one. */
@Tag("long")
class FullDiskTest {
    private static final int STEP = 48 * 1024;

    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    private void mount(String options) {
        disk = folder.resolve("disk");
        String said =
                run("mkdir", disk.toString()) + run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString());
        mounted = said.isEmpty();
        if (!mounted) {
            System.err.println("SKIPPED: a small disk can only be mounted by root: " + said.strip());
            Assumptions.abort("a small disk can only be mounted by root: " + said.strip());
        }
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? "" : said + " ";
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves room for {@code bytes} more. */
    private void fillUpTo(long bytes) throws IOException {
        Path filler = disk.resolve("filler");
        Files.deleteIfExists(filler);
        long free = Files.getFileStore(disk).getUsableSpace() - bytes;
        Files.write(filler, new byte[(int) Math.max(0, free)]);
    }

    @Test
    void fillsUpWhileFilesAreWritten() throws IOException {
        mount("size=8m");
        var checkout =
                Checkout.at(disk).clusters(ChildProgram.clusters("0-30-1")).synth();
        Map<String, String> old = checkout.tree("dist");
        checkout.clusters(ChildProgram.clusters("2-60-2"));
        String message = "";
        int failures = 0;
        for (long room = 0; ; room += STEP, failures++) {
            fillUpTo(room);
            Run run = checkout.espalier("synth");
            if (run.exit() == 0) {
                break;
            }
            assertThat(run.exit()).as(run.err()).isEqualTo(3);
            assertThat(checkout.tree("dist"))
                    .as("the tree after a disk with room for " + room)
                    .isEqualTo(old);
            message = run.err();
        }
        assertThat(failures).isGreaterThan(5);
        assertThat(checkout.tree("dist"))
                .doesNotContainKey("test/apps/app-0.yaml")
                .containsKey("test/apps/app-59.yaml");
        Snapshots.verify("findings/disk-full.txt", message);
    }

    @Test
    void hasNoFilesLeftToGive() throws IOException {
        mount("size=8m,nr_inodes=1200");
        var checkout =
                Checkout.at(disk).clusters(ChildProgram.clusters("0-30-1")).synth();
        Map<String, String> old = checkout.tree("dist");
        checkout.clusters(ChildProgram.clusters("2-60-2"));
        Path taken = Files.createDirectory(disk.resolve("taken"));
        int last = 0;
        try {
            while (last < 2000) {
                Files.createFile(taken.resolve("" + last++));
            }
        } catch (IOException full) {
            last--;
        }
        int failures = 0;
        for (; checkout.espalier("synth").exit() == 3; failures++) {
            assertThat(checkout.tree("dist")).isEqualTo(old);
            for (int i = 0; i < 16; i++) {
                Files.delete(taken.resolve("" + --last));
            }
        }
        assertThat(failures).isGreaterThan(5);
        assertThat(checkout.tree("dist")).containsKey("test/apps/app-59.yaml");
    }

    /** So many files are written by all processors at once; none of them goes on when another has failed. */
    @Test
    void fillsUpWhileAllProcessorsWrite() throws IOException {
        mount("size=64m");
        var checkout =
                Checkout.at(disk).clusters(ChildProgram.clusters("0-30-1")).synth();
        Map<String, String> old = checkout.tree("dist");
        checkout.clusters(ChildProgram.clusters("2-400-2"));
        for (int room = 1; room <= 8; room++) {
            fillUpTo(room << 19);
            Run run = checkout.espalier("synth");
            assertThat(run.exit()).as(run.err()).isEqualTo(3);
            assertThat(checkout.tree("dist"))
                    .as("the tree after a disk with room for " + room + " half MiB")
                    .isEqualTo(old);
        }
        Files.delete(disk.resolve("filler"));
        checkout.synth();
        assertThat(checkout.tree("dist")).containsKey("test/apps/app-399.yaml");
    }

    @Test
    void isFullBeforeTheFirstSynth() throws IOException {
        mount("size=1m");
        var checkout = Checkout.at(disk).clusters(ChildProgram.clusters("0-30-1"));
        fillUpTo(100 * 1024);
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.tree("dist")).containsOnlyKeys("/");
        Files.delete(disk.resolve("filler"));
        checkout.synth();
    }
}
