package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk of its own that fills up soon; without root's rights the test is skipped, aloud. */
final class SmallDisk implements AutoCloseable {
    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    static SmallDisk mount(Path path, String options) throws IOException {
        Files.createDirectories(path);
        String said = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        if (!said.isEmpty()) {
            System.err.println("SKIPPED: a small disk can only be mounted by root: " + said.strip());
            Assumptions.abort("a small disk can only be mounted by root: " + said.strip());
        }
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    /** Leaves room for {@code bytes} more. */
    void leave(long bytes) throws IOException {
        Path filler = path.resolve("filler");
        Files.deleteIfExists(filler);
        long free = Files.getFileStore(path).getUsableSpace() - bytes;
        Files.write(filler, new byte[(int) Math.max(0, free)]);
    }

    private static String run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            return process.waitFor() == 0 ? "" : said + " ";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        String said = run("umount", path.toString());
        if (!said.isEmpty()) {
            throw new IOException(said);
        }
    }
}
