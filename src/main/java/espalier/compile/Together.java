package espalier.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work of two threads: each takes the next piece that nobody has begun; what one of them hangs on stands before it. The pieces read
 * what nobody changes meanwhile; what one throws is thrown where its result is asked for.
 */
final class Together {
    private final List<FutureTask<?>> pieces = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    /** Adds {@code piece}, which is begun after those that were added before. */
    <T> Future<T> add(Callable<T> piece) {
        var task = new FutureTask<>(piece);
        pieces.add(task);
        return task;
    }

    /** Does the pieces; returns when all have begun, and those have ended that the calling thread took. */
    void work() {
        new Thread(this::take, "together").start();
        take();
    }

    private void take() {
        for (int i = begun.getAndIncrement(); i < pieces.size(); i = begun.getAndIncrement()) {
            pieces.get(i).run();
        }
    }

    /** What came of {@code piece}; waits for that, since it ends by itself and soon. */
    static <T> T result(Future<T> piece) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return piece.get();
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
}
