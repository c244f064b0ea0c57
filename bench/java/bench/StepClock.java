package bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells how long each step of a synth takes by asking its threads, every other millisecond, what they are doing: the compiler
 * itself measures nothing. A step is what the classes that call the steps one after another call directly.
 *
 * <p>Of the synth's own thread it tells the time that passes, and of that and the one beside it the processor time, where the
 * system says it (Linux).
 */
final class StepClock implements Runnable {
    private static final Set<String> CALLERS = Set.of("espalier.compile.Compiler", "espalier.cli.SynthCommand");
    private static final Path TASKS = Path.of("/proc/self/task");

    private final List<Watched> threads = new ArrayList<>();
    private final Thread synth;
    private final Map<String, long[]> nanoseconds = new LinkedHashMap<>();

    /** A thread, and the file in which the system counts what it has used. */
    private static final class Watched {
        final Thread thread;
        final Path used;
        long last;

        Watched(Thread thread, Path used) {
            this.thread = thread;
            this.used = used;
            this.last = now();
        }

        long since() {
            long before = last;
            last = now();
            return last - before;
        }

        private long now() {
            try {
                String text = Files.readString(used);
                return Long.parseLong(text.substring(0, text.indexOf(' ')));
            } catch (IOException e) {
                return last; // it has ended, or the system does not count
            }
        }
    }

    private StepClock(Thread synth) {
        this.synth = synth;
    }

    /**
     * Watches the calling thread, and writes to {@code report}, when the program ends, {@code Class.method milliseconds
     * milliseconds}: those that passed, of which two threads that are at work have half each, and those of a processor.
     */
    static void watch(Path report) {
        var clock = new StepClock(Thread.currentThread());
        Path own;
        try {
            own = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
        } catch (IOException e) {
            own = TASKS;
        }
        clock.threads.add(new Watched(clock.synth, own.resolve("schedstat")));
        var thread = new Thread(clock);
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clock.write(report)));
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (synth.isAlive()) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                return;
            }
            if (threads.size() == 1) {
                findBeside();
            }
            var atWork = new ArrayList<String>();
            for (Watched watched : threads) {
                String step = step(watched.thread.getStackTrace());
                add(step, 1, watched.since());
                if (watched.thread == synth || !step.isEmpty()) {
                    atWork.add(step);
                }
            }
            long now = System.nanoTime();
            for (String step : atWork) {
                add(step, 0, (now - last) / atWork.size());
            }
            last = now;
        }
    }

    /** The system knows the thread beside the synth's own by the same name. */
    private void findBeside() {
        var all = new Thread[Thread.activeCount() + 8];
        int count = Thread.enumerate(all);
        for (int i = 0; i < count; i++) {
            if (all[i].getName().equals("together")) {
                Path task = task(all[i].getName());
                if (task != null) {
                    threads.add(new Watched(all[i], task.resolve("schedstat")));
                }
            }
        }
    }

    private static Path task(String name) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).trim().equals(name)) {
                    return task;
                }
            }
        } catch (IOException e) {
            // where the system does not say it, there is nothing to read
        }
        return null;
    }

    /** What the innermost of the callers calls, or empty while none of them is at work. */
    private static String step(StackTraceElement[] stack) {
        String step = "";
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            int nested = type.indexOf('$');
            if (CALLERS.contains(nested < 0 ? type : type.substring(0, nested))) {
                return step;
            }
            if (!type.startsWith("espalier.cli.")) {
                step = type + "." + frame.getMethodName();
            }
        }
        return "";
    }

    /** @param of what passed (0) or what a processor did (1) */
    private synchronized void add(String step, int of, long duration) {
        nanoseconds.computeIfAbsent(step, name -> new long[2])[of] += duration;
    }

    private synchronized void write(Path report) {
        var text = new StringBuilder();
        nanoseconds.forEach((step, spent) -> text.append(step)
                .append(' ')
                .append(spent[0] / 1e6)
                .append(' ')
                .append(spent[1] / 1e6)
                .append('\n'));
        try {
            Files.writeString(report, text);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
