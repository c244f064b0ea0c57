package espalier.bootstrap;

import espalier.live.Applier;
import espalier.live.LiveException;
import espalier.live.Readiness;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that Flux will own.
 *
 * <p>They are applied in kubectl's name, from which kustomize-controller takes over all fields. Those that it has taken over
 * already are left to it: another owner beside it would keep a field alive that leaves git.
 */
final class AppliedObjects {
    private static final String FLUX = "kustomize-controller";
    private static final Set<String> FIRST = Set.of("CustomResourceDefinition", "Namespace");
    private static final long PAUSE_MILLIS = 1000;

    private final String owner;
    private final List<Mapping> objects;

    /** @param owner what they are a part of, for messages */
    AppliedObjects(String owner, List<Mapping> objects) {
        this.owner = owner;
        this.objects = objects;
    }

    List<Mapping> all() {
        return objects;
    }

    Step.Standing standing(Ground ground) throws LiveException {
        int missing = 0;
        int different = 0;
        for (Mapping object : objects) {
            Mapping live = ground.cluster().get(object);
            missing += live == null ? 1 : 0;
            different += live != null && isDifferent(object, live, ground) ? 1 : 0;
        }
        if (missing == objects.size() && missing > 0) {
            return Step.Standing.MISSING;
        }
        if (missing + different == 0) {
            return Step.Standing.THERE;
        }
        return new Step.Standing(
                false,
                (missing > 0 ? missing + " of " + objects.size() + " missing" : "")
                        + (missing > 0 && different > 0 ? ", " : "")
                        + (different > 0 ? different + " of " + objects.size() + " different" : ""));
    }

    /** Applies what is missing or different, and waits until all are ready; gives whether it changed anything. */
    boolean bring(Ground ground) throws LiveException, BootstrapException {
        boolean changed = false;
        for (boolean first : new boolean[] {true, false}) {
            var applied = new ArrayList<Mapping>();
            for (Mapping object : objects) {
                if (FIRST.contains(object.text("kind")) == first) {
                    changed |= apply(object, ground);
                    applied.add(object);
                }
            }
            for (Mapping object : applied) {
                await(object, ground);
            }
        }
        return changed;
    }

    /** Applies what is missing or different, and waits for nothing; gives whether it changed anything. */
    boolean apply(Ground ground) throws LiveException, BootstrapException {
        boolean changed = false;
        for (Mapping object : objects) {
            changed |= apply(object, ground);
        }
        return changed;
    }

    private static boolean apply(Mapping object, Ground ground) throws LiveException, BootstrapException {
        while (true) {
            try {
                Mapping live = ground.cluster().get(object);
                if (live != null && !isDifferent(object, live, ground)) {
                    return false;
                }
                ground.cluster().apply(object, Applier.KUBECTL);
                return true;
            } catch (LiveException e) {
                if (!e.isPassing() || ground.deadline().isOver()) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** A webhook that is just starting refuses for a while. */
    private static void pause() throws BootstrapException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BootstrapException.outOfTime("it was interrupted");
        }
    }

    private void await(Mapping object, Ground ground) throws LiveException, BootstrapException {
        Mapping end = ground.cluster().await(object, seen -> !Readiness.of(seen).isWaiting(), ground.deadline());
        if (end == null) {
            Mapping now = ground.cluster().get(object);
            throw BootstrapException.outOfTime(name(object) + " of " + owner + " was not ready in time: "
                    + (now == null ? "it is gone" : Readiness.of(now).why()));
        }
        Readiness readiness = Readiness.of(end);
        if (readiness.hasFailed()) {
            throw BootstrapException.refused(name(object) + " of " + owner + " failed: " + readiness.why());
        }
    }

    /** Whether an apply would change anything, who owns which field included. */
    private static boolean isDifferent(Mapping object, Mapping live, Ground ground) throws LiveException {
        if (isManagedBy(FLUX, live)) {
            return false;
        }
        return !stable(live).equals(stable(ground.cluster().tryToApply(object, Applier.KUBECTL)));
    }

    private static boolean isManagedBy(String manager, Mapping live) {
        Sequence entries = live.child("metadata").sequence("managedFields");
        for (Value entry : entries == null ? new Sequence() : entries) {
            if (manager.equals(((Mapping) entry).text("manager")) && !((Mapping) entry).has("subresource")) {
                return true;
            }
        }
        return false;
    }

    /** Without what changes by itself. */
    private static Mapping stable(Mapping live) {
        Mapping stable = live.copy();
        stable.remove("status");
        Mapping metadata = stable.child("metadata");
        metadata.remove("resourceVersion");
        Sequence entries = metadata.sequence("managedFields");
        var left = new Sequence();
        for (Value entry : entries == null ? new Sequence() : entries) {
            Mapping owned = (Mapping) entry;
            if (!owned.has("subresource")) {
                owned.remove("time");
                left.add(owned);
            }
        }
        metadata.put("managedFields", left);
        return stable;
    }

    static String name(Mapping object) {
        Mapping metadata = object.child("metadata");
        @Nullable String namespace = metadata.text("namespace");
        return object.text("kind") + " " + (namespace == null ? "" : namespace + "/") + metadata.text("name");
    }
}
