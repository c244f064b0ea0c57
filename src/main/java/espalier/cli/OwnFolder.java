package espalier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one run of the program at a time works in. What it makes there for itself goes when it ends, also by a signal; of
 * one that had no time for that, the next run takes it away.
 *
 * <p>The system lets go of the lock with the process that has it. The file stays: were it removed, a third run could lock a new one
 * while a second has the old.
 */
final class OwnFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String FRESH = "fresh-";
    private static final int PATIENCE_SECONDS = 5;

    private final Path folder;
    private final FileChannel channel;
    private final List<Path> borrowed = new ArrayList<>(1);
    private final Thread ending = new Thread(this::end);
    private @Nullable Process process;
    private boolean ended;

    /** What is done between two moments at which the run may be ended. */
    interface Step<T> {
        T run() throws IOException;
    }

    /** It cannot be worked in; the message says why, in words that begin behind "but". */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private OwnFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** {@code folder}, for this run alone; without what earlier ones left in it. */
    static OwnFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                String holder = Files.readString(file).strip();
                throw new Refused("another run of espalier" + (holder.isEmpty() ? "" : " (process " + holder + ")")
                        + " is at work in " + folder + ": try again when it has ended");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
            var own = new OwnFolder(folder, channel);
            own.clear();
            Runtime.getRuntime().addShutdownHook(own.ending);
            return own;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Of a process, the system knows; of another thread of this one, Java does. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    /** A new folder in it, which goes when the run ends. */
    Path fresh() throws IOException {
        return during(() -> Files.createTempDirectory(folder, FRESH));
    }

    /** Does {@code step}, unless the run is being ended. */
    synchronized <T> T during(Step<T> step) throws IOException {
        if (ended) {
            throw interrupted();
        }
        return step.run();
    }

    /** Waits for the end of a process that does not outlive this run; gives what it ended with. */
    int run(ProcessBuilder builder) throws IOException {
        Process started = during(() -> process = builder.start());
        try {
            int code = started.waitFor();
            return during(() -> code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static Refused interrupted() {
        return new Refused("it was interrupted");
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            stop();
            try {
                clear();
            } catch (IOException e) {
                // the next run tries again
            }
        }
    }

    /** With all that it has started itself, which nobody finds any more once it has ended. */
    private void stop() {
        if (process != null && process.isAlive()) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroy);
            all.forEach(each -> each.onExit()
                    .completeOnTimeout(each, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join());
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** From now on {@code path} goes when the run ends, as what is fresh does; and what an earlier run left of it goes now. */
    void borrow(Path path) throws IOException {
        during(() -> {
            delete(path);
            return borrowed.add(path);
        });
    }

    private void clear() throws IOException {
        for (Path each : borrowed) {
            delete(each);
        }
        try (Stream<Path> there = Files.list(folder)) {
            for (Path each : there.toList()) {
                if (String.valueOf(each.getFileName()).startsWith(FRESH)) {
                    delete(each);
                }
            }
        }
    }

    /** Takes away {@code path}, with all below it; nothing where there is nothing. */
    private static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // the program is ending already, and finds nothing left to do
        }
        channel.close();
    }
}
