package espalier.output;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work on many things, shared among the processors. When it is done, or one thing has failed, no thread is at it any more: what
 * was made can be used, or removed.
 */
final class SharedWork<E extends Exception> {
    /** So many things take longer than a thread to start. */
    private static final int WORTH_A_THREAD = 500;

    /** Taken at once, so that the threads seldom meet. */
    private static final int PORTION = 32;

    private final int count;
    private final Task<E> task;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What is done with each thing. */
    interface Task<E extends Exception> {
        void on(int index) throws E;
    }

    private SharedWork(int count, Task<E> task) {
        this.count = count;
        this.task = task;
    }

    /** Does {@code task} for each number from 0 to {@code count}, in any order; throws the first that is thrown. */
    static <E extends Exception> void each(int count, Task<E> task) throws E {
        var work = new SharedWork<>(count, task);
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), count / WORTH_A_THREAD);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            var other = new Thread(work::run);
            others.add(other);
            other.start();
        }
        work.run();
        others.forEach(SharedWork::join);
        work.rethrow();
    }

    private void run() {
        try {
            for (int from = taken.getAndAdd(PORTION); from < count; from = taken.getAndAdd(PORTION)) {
                for (int i = from; i < Math.min(from + PORTION, count); i++) {
                    task.on(i);
                }
            }
        } catch (Throwable thrown) { // whatever it is, it belongs to the caller
            failure.compareAndSet(null, thrown);
            taken.set(count);
        }
    }

    /** An interruption waits as well. */
    private static void join(Thread other) {
        boolean interrupted = false;
        while (other.isAlive()) {
            try {
                other.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked") // a task throws nothing else
    private void rethrow() throws E {
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException mistake) {
            throw mistake;
        }
        if (thrown != null) {
            throw (E) thrown;
        }
    }
}
