package espalier.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What helm-controller does with a changed HelmRelease: {@code action.ReleaseTargetChanged} and {@code reconcileDelete} of 1.4. */
final class Helm {
    private static final List<String[]> UPGRADES = List.of(
            new String[] {"spec", "values"},
            new String[] {"spec", "valuesFrom"},
            new String[] {"spec", "chart"},
            new String[] {"spec", "chartRef"},
            new String[] {"spec", "postRenderers"});

    private Helm() {}

    /** Its name for Helm, with the namespace of its notes. */
    static String release(Placed object) {
        String own = Paths.text(object.body(), "spec", "releaseName");
        String target = Paths.text(object.body(), "spec", "targetNamespace");
        String storage = Paths.text(object.body(), "spec", "storageNamespace");
        String name = !own.isEmpty()
                ? own
                : target.isEmpty()
                        ? object.identity().name()
                        : target + "-" + object.identity().name();
        return (storage.isEmpty() ? object.namespace() : storage) + "/" + name;
    }

    private static String target(Placed object) {
        return release(object) + " in " + namespace(object);
    }

    private static String namespace(Placed object) {
        String target = Paths.text(object.body(), "spec", "targetNamespace");
        return target.isEmpty() ? object.namespace() : target;
    }

    /** Why Helm uninstalls the release and installs it anew; null where it only upgrades. */
    static @Nullable String reinstall(Placed before, Placed after) {
        String old = target(before);
        String now = target(after);
        String chart = Paths.text(before.body(), "spec", "chart", "spec", "chart");
        String other = Paths.text(after.body(), "spec", "chart", "spec", "chart");
        if (old.equals(now) && (chart.isEmpty() || other.isEmpty() || chart.equals(other))) {
            return null;
        }
        return old.equals(now)
                ? "Helm uninstalls " + old + " and installs the chart " + other + " in its place, no longer " + chart
                : "Helm uninstalls " + old + " and installs " + now;
    }

    /** The namespace that it leaves for another one; null where it stays. */
    static @Nullable String leaves(Placed before, Placed after) {
        String old = namespace(before);
        return old.equals(namespace(after)) ? null : old;
    }

    static boolean upgrades(Change change) {
        for (String[] field : UPGRADES) {
            if (change.touches(field)) {
                return true;
            }
        }
        return false;
    }

    static boolean isSuspended(Placed release) {
        return Paths.text(release.body(), "spec", "suspend").equals("true");
    }
}
