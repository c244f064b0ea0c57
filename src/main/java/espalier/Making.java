package espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that the current thread is at work on. A construct made meanwhile belongs to that cluster, whatever scope it was
 * given: a stage kept in a static field would take it into another one.
 */
final class Making {
    private static final ThreadLocal<@Nullable Making> CURRENT = new ThreadLocal<>();

    private final String name;
    private @Nullable Cluster cluster;
    private final List<Lock> held = new ArrayList<>(0);

    private Making(String name, @Nullable Cluster cluster) {
        this.name = name;
        this.cluster = cluster;
    }

    static void begin(String name, @Nullable Cluster cluster) {
        CURRENT.set(new Making(name, cluster));
    }

    static void end() {
        Making making = CURRENT.get();
        CURRENT.remove();
        if (making != null) {
            making.held.forEach(Lock::unlock);
        }
    }

    /** Takes {@code lock}, until the thread is done with the cluster. */
    void hold(Lock lock) {
        if (!held.contains(lock)) {
            lock.lock();
            held.add(lock);
        }
    }

    /** Null where no cluster is being made, as when a test makes constructs itself. */
    static @Nullable Making current() {
        return CURRENT.get();
    }

    /** The name under which the fleet asked for the cluster. */
    String name() {
        return name;
    }

    /** Null until the cluster has registered itself. */
    @Nullable
    Cluster cluster() {
        return cluster;
    }

    void registered(Cluster made) {
        if (cluster == null) {
            cluster = made;
        }
    }
}
