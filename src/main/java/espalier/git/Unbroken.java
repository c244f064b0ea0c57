package espalier.git;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A few steps that belong together: who ends the program in between, by ctrl-C, ends it when they are done. */
final class Unbroken {
    private static final int MOST_SECONDS = 10;

    interface Steps {
        void run() throws IOException;
    }

    private Unbroken() {}

    static void run(Steps steps) throws IOException {
        var done = new CountDownLatch(1);
        var hook = new Thread(() -> await(done), "finish the commit");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new IOException("the program is ending", e); // before anything was done
        }
        try {
            steps.run();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending, and the hook with it
        }
    }
}
