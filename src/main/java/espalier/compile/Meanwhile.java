package espalier.compile;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A second thread, for work that its owner can go on beside. The work reads what nobody changes meanwhile; what it throws is
 * thrown where its result is asked for.
 */
final class Meanwhile implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Does {@code work} when what was begun before is done. */
    <T> Future<T> begin(Callable<T> work) {
        return thread.submit(work);
    }

    /** What came of {@code work}; waits for that, since it ends by itself and soon. */
    static <T> T result(Future<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    throw thrown(cause == null ? e : cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException mistake ? mistake : new IllegalStateException(thrown);
    }

    /** Lets the thread end with what it has begun. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
