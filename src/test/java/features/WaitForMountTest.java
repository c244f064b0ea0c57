package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.media.Radarr;
import espalier.compile.Compilation;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import infra.MediaStore;
import infra.rclone.CsiRclone;
import infra.rclone.RcloneVolume;
import infra.rclone.RcloneVolume.AzureBlobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An app of a library that is mounted late starts when it is there, and says so when it never comes: by real shells, and real
 * mounts of another type, since rclone has nothing to mount here.
 */
@Tag("long")
class WaitForMountTest {
    @TempDir
    Path folder;

    /** What an app of the library gets from its handle, and an app beside it does not. */
    @Test
    void whoIsGivenTheLibraryWaitsForItAndSeesWhatIsMountedLater() {
        var compilation = cluster();
        Snapshots.verify(
                "constructs/rclone.yaml",
                Compiled.files(compilation, "infrastructure/rclone/")
                        + Compiled.files(compilation, "apps/films/")
                        + Compiled.files(compilation, "apps/radarr/"));
    }

    static Compilation cluster() {
        return Ground.bare(c -> {
            var owner = new Owner(1000, 1000);
            var driver = new CsiRclone(c.infrastructure, "rclone");
            var films = new RcloneVolume(
                    c.apps, "films", driver, new AzureBlobs("household", "films"), "/mnt/films", "1Ti", owner);
            var settings =
                    new PersistentVolumeClaim(c.apps, "settings", SystemsTest.disks(c.apps), "10Gi", s -> s.shared());
            new Radarr(c.apps, "radarr", new MediaStore(c.apps, "store", settings, films, owner), r -> {});
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "busybox sh"})
    void aMountThatIsThereIsNotWaitedFor(String shell) throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("library"), "size=1m")) {
            Process process = start(shell, disk.path(), "tmpfs", 60);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(said()).isEqualTo("tmpfs is at " + disk.path() + " after N s\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "busybox sh"})
    void aMountThatAppearsLateIsWaitedFor(String shell) throws Exception {
        Path library = Files.createDirectory(folder.resolve("library"));
        Process process = start(shell, library, "tmpfs", 60);
        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        try (var disk = SmallDisk.mount(library, "size=1m")) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(said()).isEqualTo("tmpfs is at " + disk.path() + " after N s\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "busybox sh"})
    void aMountThatNeverAppearsEndsThePodWithWhatIsThereInstead(String shell) throws Exception {
        Path library = Files.createDirectory(folder.resolve("library"));
        assertThat(fails(shell, library)).isEqualTo(refusal(library, "nothing"));
        assertThat(fails(shell, folder.resolve("missing")))
                .isEqualTo(refusal(folder.resolve("missing"), "nothing that answers"));
        try (var disk =
                SmallDisk.mount(library, "size=1m")) { // in a pod, the directory is a mount from the first moment
            assertThat(fails(shell, disk.path())).isEqualTo(refusal(library, "tmpfs"));
        }
    }

    /** As the kubelet shows a directory to a container: bound, and as a slave of its machine where HostToContainer is said. */
    @Test
    void aPodSeesALateMountOfItsMachineOnlyByPropagation() throws Exception {
        Path library = Files.createDirectory(folder.resolve("library"));
        String mounts = run("mount", "--bind", library.toString(), library.toString());
        if (!mounts.isEmpty()) {
            System.err.println("SKIPPED: a directory can only be bound by root: " + mounts);
            Assumptions.abort("a directory can only be bound by root");
        }
        try {
            run("mount", "--make-shared", library.toString());
            Process slave = start("unshare --mount --propagation slave sh", library, "tmpfs", 60);
            // Each has its own view of the mounts only once the shell runs in it: what is mounted before, both see.
            awaitShell(slave);
            Process alone = start("unshare --mount --propagation private sh", library, "tmpfs", 6, "alone");
            awaitShell(alone);
            assertThat(slave.isAlive()).isTrue();
            try (var disk = SmallDisk.mount(library, "size=1m")) {
                assertThat(slave.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(slave.exitValue()).isZero();
                assertThat(alone.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(alone.exitValue()).as("%s", disk.path()).isEqualTo(1);
            }
        } finally {
            run("umount", library.toString());
        }
    }

    /** Until {@code env} and {@code unshare} have become the shell that they were asked to start. */
    private static void awaitShell(Process process) throws Exception {
        Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(name).equals("sh\n")) {
            assertThat(System.nanoTime()).as("until the shell runs").isLessThan(until);
            Thread.sleep(10);
        }
    }

    private static String refusal(Path library, String found) {
        return "Tried to wait for fuse.rclone at " + library + ", but after N s there is " + found
                + ": ask the driver that mounts it\n";
    }

    private String fails(String shell, Path library) throws Exception {
        Process process = start(shell, library, "fuse.rclone", 2);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return said();
    }

    private Process start(String shell, Path library, String type, int seconds) throws Exception {
        return start(shell, library, type, seconds, "output");
    }

    /** The step as dist/ has it, but for the place, what is mounted there, and the patience. */
    private Process start(String shell, Path library, String type, int seconds, String output) throws Exception {
        var container = ContainerStart.of(cluster(), "radarr", "wait-for-films", Map.of());
        assertThat(container.environment())
                .containsEntry("MOUNT_PATH", "/mnt/films")
                .containsEntry("MOUNT_TYPE", "fuse.rclone")
                .containsEntry("MOUNT_SECONDS", "600");
        assertThat(container.words().get(0)).isEqualTo("sh");
        List<String> words = new ArrayList<>(
                List.of("env", "MOUNT_PATH=" + library, "MOUNT_TYPE=" + type, "MOUNT_SECONDS=" + seconds));
        words.addAll(List.of(shell.split(" ")));
        words.addAll(container.words().subList(1, container.words().size()));
        return container.start(words, folder.resolve(output));
    }

    private String said() throws Exception {
        return Files.readString(folder.resolve("output")).replaceAll("after \\d+ s", "after N s");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        return process.waitFor() == 0 ? "" : said + " ";
    }
}
