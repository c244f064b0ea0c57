package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells how long each step of a synth takes by asking its thread, every other millisecond, what it is doing: the compiler itself
 * measures nothing. A step is what the classes that call the steps one after another call directly.
 */
final class StepClock implements Runnable {
    private static final Set<String> CALLERS = Set.of("espalier.compile.Compiler", "espalier.cli.SynthCommand");

    private final Thread synth;
    private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

    private StepClock(Thread synth) {
        this.synth = synth;
    }

    /** Watches the calling thread, and writes to {@code report}, when the program ends, {@code Class.method milliseconds}. */
    static void watch(Path report) {
        var clock = new StepClock(Thread.currentThread());
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
            String step = step(synth.getStackTrace());
            long now = System.nanoTime();
            add(step, now - last);
            last = now;
        }
    }

    /** From the outermost frame inwards: the first below the callers, or empty while none of them is at work. */
    private static String step(StackTraceElement[] stack) {
        boolean inCaller = false;
        for (int i = stack.length - 1; i >= 0; i--) {
            String type = stack[i].getClassName();
            int nested = type.indexOf('$');
            boolean isCaller = CALLERS.contains(nested < 0 ? type : type.substring(0, nested));
            boolean isBetween = type.startsWith("espalier.cli.");
            if (inCaller && !isCaller && !isBetween) {
                return type + "." + stack[i].getMethodName();
            }
            inCaller |= isCaller;
        }
        return "";
    }

    private synchronized void add(String step, long duration) {
        nanoseconds.merge(step, duration, Long::sum);
    }

    private synchronized void write(Path report) {
        var text = new StringBuilder();
        nanoseconds.forEach((step, duration) ->
                text.append(step).append(' ').append(duration / 1e6).append('\n'));
        try {
            Files.writeString(report, text);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
