package espalier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.live.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that does a part of the work. */
final class Child {
    private Child() {}

    /** What became of it. */
    record Ended(int exit, String out, String err) {
        boolean well() {
            return exit == 0;
        }
    }

    /**
     * Runs {@code command} to its end.
     *
     * @param environment what it gets beyond this process's own
     * @param in what it reads
     * @return null where there is no such program
     */
    static @Nullable Ended run(List<String> command, Map<String, String> environment, String in, Deadline deadline)
            throws BootstrapException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return null;
        }
        try {
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Child::aside);
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Child::aside);
            aside(() -> tell(process, in)); // it may not read for long, and what it is told be more than a pipe holds
            if (!process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw BootstrapException.outOfTime(command.get(0) + " was not done in time");
            }
            return new Ended(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BootstrapException.outOfTime(command.get(0) + " was interrupted");
        } finally {
            process.destroy();
        }
    }

    private static void aside(Runnable work) {
        var thread = new Thread(work, "child");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tell(Process process, String in) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(in.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended without reading; why, it says itself.
        }
    }

    private static String text(InputStream from) {
        try {
            return new String(from.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
