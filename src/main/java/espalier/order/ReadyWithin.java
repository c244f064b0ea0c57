package espalier.order;

import espalier.KubernetesObject;
import espalier.catalog.KindCatalog;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.time.Duration;

/** How long an object may take to become ready when all it needs is there. */
final class ReadyWithin {
    private static final FieldPath CONTAINERS = FieldPath.of("spec", "template", "spec", "containers");
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath DEADLINE = FieldPath.of("spec", "activeDeadlineSeconds");
    private static final Duration IMAGES_ARE_PULLED = Duration.ofMinutes(3);
    private static final int DEFAULT_PERIOD = 10;
    private static final int DEFAULT_FAILURES = 3;

    private ReadyWithin() {}

    /** What its construct says, else what is usual for its kind, else what its containers are given to start. */
    static Duration of(KubernetesObject object, KindCatalog catalog) {
        Duration said = object.readyWithin();
        if (said != null) {
            return said;
        }
        Duration usual = catalog.of(object).kind().readyWithin();
        Duration started = Duration.ZERO;
        if (CONTAINERS.in(object.body()) instanceof Sequence containers) {
            for (Value container : containers) {
                started = longer(started, start(container));
            }
            started = started.plus(IMAGES_ARE_PULLED);
        }
        if (object.kind().equals("StatefulSet") && REPLICAS.in(object.body()) instanceof Leaf replicas) {
            started = started.multipliedBy(Math.max(1, number(replicas, 1))); // one pod after another
        }
        if (object.kind().equals("Job") && DEADLINE.in(object.body()) instanceof Leaf deadline) {
            return longer(started, Duration.ofSeconds(number(deadline, 0)));
        }
        return longer(usual, started);
    }

    private static Duration start(Value container) {
        if (!(container instanceof Mapping mapping) || mapping.mapping("startupProbe") == null) {
            return Duration.ZERO;
        }
        Mapping probe = mapping.child("startupProbe");
        long periods = number(probe, "failureThreshold", DEFAULT_FAILURES);
        return Duration.ofSeconds(
                number(probe, "initialDelaySeconds", 0) + periods * number(probe, "periodSeconds", DEFAULT_PERIOD));
    }

    private static long number(Mapping probe, String key, long otherwise) {
        return probe.get(key) instanceof Leaf leaf ? number(leaf, otherwise) : otherwise;
    }

    private static long number(Leaf leaf, long otherwise) {
        try {
            return Long.parseLong(leaf.text());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
