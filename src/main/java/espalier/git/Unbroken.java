package espalier.git;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * A few steps that belong together: who ends the program in between, by ctrl-C or by a signal of the system, ends it when they
 * are done.
 *
 * <p>A shutdown hook that waits for them would not do. JGit has one as well, which takes its locks away while the steps still
 * need them; and where a lock is gone, JGit deletes the very file whose place it should have taken: the index, or the branch.
 */
final class Unbroken {
    private static final int KILLED_BY = 128;
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
    private static final Object ONE_AT_A_TIME = new Object();

    private static volatile int pending;

    interface Steps {
        void run() throws IOException;
    }

    private Unbroken() {}

    /** From now on, the end of the program waits for steps. */
    static void begin() {
        SIGNALS.forEach(Unbroken::await);
    }

    /** The JDK has signals for everybody in one class only, whose every use by name the compiler warns of. */
    private static void await(String name, int number) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            Object ends =
                    Proxy.newProxyInstance(Unbroken.class.getClassLoader(), new Class<?>[] {handler}, (p, m, a) -> {
                        end(number);
                        return null;
                    });
            type.getMethod("handle", type, handler).invoke(null, signal, ends);
        } catch (ReflectiveOperationException e) {
            // a system without this signal, or a JVM that was told to leave signals alone
        }
    }

    private static void end(int signal) {
        pending = signal;
        synchronized (ONE_AT_A_TIME) {
            System.exit(KILLED_BY + signal); // never returns, so that no step begins any more
        }
    }

    static void run(Steps steps) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            steps.run();
            if (pending != 0) {
                System.exit(KILLED_BY + pending); // else what comes next would end the program as if nobody had
            }
        }
    }
}
