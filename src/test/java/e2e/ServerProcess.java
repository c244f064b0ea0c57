package e2e;

import features.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server that runs beside the test, until it is stopped or this JVM ends. */
final class ServerProcess implements AutoCloseable {
    private static final int STOP_WITHIN_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread reaper;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.reaper = new Thread(process::destroyForcibly, "end " + name);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts {@code command}, whose first word is a path; what it prints goes to {@code <logs>/<name>.log}. */
    static ServerProcess start(String name, Path logs, Map<String, String> environment, List<String> command) {
        Path log = logs.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // A proxy of the machine has no business on loopback.
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.toLowerCase().endsWith("_proxy"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code ready} says so; fails with the end of the log when that takes too long or the process ends. */
    ServerProcess await(int seconds, BooleanSupplier ready) {
        Await.until(seconds, () -> ready.getAsBoolean() || ended(), () -> name + " is not ready\n" + tail());
        return this;
    }

    private boolean ended() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + "\n" + tail());
        }
        return false;
    }

    /** The last lines that the process printed. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    String name() {
        return name;
    }

    /** Lets it stand still, as on a machine that has no time for it, until {@link #goOn}. */
    void standStill() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String signal) {
        Tools.run(List.of("kill", "-" + signal, "" + process.pid()), Path.of("."), "")
                .expectSuccess();
    }

    /** Ends the process at once, as a machine does that loses its power. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the process to end, and makes it when it does not. */
    @Override
    public void close() {
        if (process.isAlive()) {
            goOn();
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
