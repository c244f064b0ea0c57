package espalier.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an operator asks of Flux, by the name of an object. */
public final class Operations {
    private static final FluxKind[] ALL = FluxKind.values();

    private final LiveFlux flux;

    public Operations(LiveCluster cluster) {
        this.flux = cluster.flux();
    }

    /** All of Flux's objects, sources first. */
    public List<FluxObject> all() throws LiveException {
        return flux.list(ALL);
    }

    /** Suspends the object called {@code name}, or resumes it; gives it as it was before. */
    public FluxObject suspend(String name, boolean suspended) throws LiveException {
        FluxObject object = Named.find(all(), name);
        if (object.isSuspended() != suspended) {
            flux.suspend(object.reference(), suspended);
        }
        return object;
    }

    /**
     * Has Flux reconcile the object called {@code name} now, and waits until it has.
     *
     * @param withSource whether it fetches the object's source anew before
     * @param seen told of each object whenever it changes
     * @return the object as it is in the end, or null when time ran out
     */
    public @Nullable FluxObject reconcile(String name, boolean withSource, Duration timeout, Consumer<FluxObject> seen)
            throws LiveException {
        long end = System.nanoTime() + timeout.toNanos();
        FluxObject object = Named.find(all(), name);
        refuseSuspended(object);
        FluxObject.Reference source = object.source();
        if (withSource && source != null) {
            FluxObject fetched = reconcile(source, end, seen);
            if (fetched == null || fetched.state() != FluxState.READY) {
                return fetched;
            }
        }
        return reconcile(object.reference(), end, seen);
    }

    private @Nullable FluxObject reconcile(FluxObject.Reference reference, long end, Consumer<FluxObject> seen)
            throws LiveException {
        var changes = new LinkedBlockingQueue<Change>();
        String request = flux.request(reference);
        try (var informer = flux.follow(reference.kind(), changes::add)) {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                Change change = changes.poll(left, TimeUnit.NANOSECONDS);
                if (change == null || !change.seen().reference().equals(reference)) {
                    continue;
                }
                FluxObject now = change.seen();
                if (change.isGone() || now.isSuspended()) {
                    throw new LiveException(now + " was " + (change.isGone() ? "deleted" : "suspended") + " meanwhile");
                }
                seen.accept(now);
                boolean ended = now.state() != FluxState.WORKING && now.state() != FluxState.WAITING;
                if (now.hasHandled(request) && ended) {
                    return now;
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Has Flux reconcile one object now, and gives whether it is well before {@code deadline}; of one that is not there, nothing is
     * to be expected. One that is suspended is a mistake of whoever waits for it.
     */
    public boolean reconciled(FluxKind kind, String namespace, String name, Deadline deadline) throws LiveException {
        var reference = new FluxObject.Reference(kind, namespace, name);
        FluxObject present = flux.get(reference);
        if (present == null) {
            return true;
        }
        refuseSuspended(present);
        FluxObject now =
                reconcile(reference, System.nanoTime() + deadline.left().toNanos(), seen -> {});
        return now != null && now.state() == FluxState.READY;
    }

    private static void refuseSuspended(FluxObject object) throws LiveException {
        if (object.isSuspended()) {
            throw new LiveException((object + " is suspended " + object.suspendedHow()).strip()
                    + ", so that Flux does nothing with it: espalier resume " + object.name());
        }
    }

    /** Asks Flux to look at an object now; gives whether there is one. */
    public boolean request(FluxKind kind, String namespace, String name) throws LiveException {
        var reference = new FluxObject.Reference(kind, namespace, name);
        if (flux.get(reference) == null) {
            return false;
        }
        flux.request(reference);
        return true;
    }
}
