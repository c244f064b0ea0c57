package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/** A program on a terminal of the system's own, made by util-linux's {@code script}; what it shows is seen on {@link Terminal}. */
public final class Pty implements AutoCloseable {
    private static final int MILLIS = 30_000;

    private final Process process;
    private final Path name;
    private final Terminal terminal;
    private final StringBuilder printed = new StringBuilder();
    private final Thread reader;

    private Pty(Process process, Path name, Terminal terminal) {
        this.process = process;
        this.name = name;
        this.terminal = terminal;
        this.reader = new Thread(this::read, "what the terminal shows");
        reader.start();
    }

    public static Pty start(
            Path folder, int columns, int rows, String kind, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        return start(folder, columns, rows, kind, ChildJvm.command(options, main, arguments));
    }

    /** Starts {@code words} on a terminal of that size; {@code kind} is for {@code TERM}, empty for none. */
    public static Pty start(Path folder, int columns, int rows, String kind, List<String> words) throws IOException {
        if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
            System.err.println("SKIPPED: there is no script (of util-linux) that makes a terminal");
            Assumptions.abort("there is no script (of util-linux) that makes a terminal");
        }
        Path name = folder.resolve("terminal-" + System.nanoTime());
        var quoted = new StringBuilder("stty cols " + columns + " rows " + rows + " -echo; tty >" + name
                // Whoever runs the tests in the background has them ignore ctrl-C, and what they start with them.
                + "; exec env --default-signal=INT");
        words.forEach(
                word -> quoted.append(" '").append(word.replace("'", "'\\''")).append("'"));
        var builder = new ProcessBuilder("/usr/bin/script", "-qefc", quoted.toString(), "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("SHELL", "/bin/sh");
        if (kind.isEmpty()) {
            builder.environment().remove("TERM");
        } else {
            builder.environment().put("TERM", kind);
        }
        return new Pty(builder.start(), name, new Terminal(columns, rows));
    }

    private void read() {
        var decoder = new java.io.InputStreamReader(process.getInputStream(), UTF_8);
        var waiting = new StringBuilder();
        char[] buffer = new char[4096];
        try {
            for (int count = decoder.read(buffer); count >= 0; count = decoder.read(buffer)) {
                waiting.append(buffer, 0, count);
                // A sequence that has not come as a whole waits for its rest.
                int escape = waiting.lastIndexOf("\u001b");
                boolean isWhole = escape < 0 || waiting.substring(escape).matches("(?s)\u001b\\[\\??[0-9;]*[A-Za-z].*");
                int end = isWhole ? waiting.length() : escape;
                synchronized (this) {
                    printed.append(waiting, 0, end);
                    terminal.print(waiting.substring(0, end));
                }
                waiting.delete(0, end);
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    public void resize(int columns, int rows) throws Exception {
        synchronized (this) {
            terminal.resize(columns, rows);
        }
        Process stty = new ProcessBuilder("stty", "cols", "" + columns, "rows", "" + rows)
                .redirectInput(Path.of(Files.readString(name).strip()).toFile())
                .inheritIO()
                .redirectInput(Path.of(Files.readString(name).strip()).toFile())
                .start();
        if (stty.waitFor() != 0) {
            throw new AssertionError("the terminal cannot be resized");
        }
    }

    public synchronized String screen() {
        return terminal.text();
    }

    public synchronized boolean isSecondScreen() {
        return terminal.isSecondScreen();
    }

    synchronized boolean hasCursor() {
        return terminal.hasCursor();
    }

    /** Everything that was printed, colours and movements included. */
    public synchronized String printed() {
        return printed.toString();
    }

    /** What it shows as soon as that is as wanted. */
    public String until(Predicate<String> wanted) throws InterruptedException {
        for (int i = 0; i < MILLIS / 20; i++) {
            String now = screen();
            if (wanted.test(now)) {
                return now;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the terminal never showed that, but:\n" + screen() + "\n" + printed());
    }

    /** Waits for the end of the program, and gives its exit code. */
    public int end() throws InterruptedException {
        if (!process.waitFor(MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the program never ended; the terminal shows:\n" + screen());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor();
    }
}
