package espalier.plan;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pods start anew because of what they read. Reloader's annotations are those of its 1.4 (docs/reference/annotations); what the
 * kubelet does with files is of Kubernetes' own pages on ConfigMaps.
 */
final class Restarts {
    private static final String RELOADER = "reloader.stakater.com/";

    private final Side after;

    Restarts(Side after) {
        this.after = after;
    }

    /** What a changed ConfigMap or Secret, or what makes one, does to those who read it. */
    List<Effect> readers(Placed object) {
        boolean secret = !object.is("ConfigMap");
        String name = name(object);
        var effects = new ArrayList<Effect>();
        for (Placed workload : after.in(object.namespace())) {
            if (workload.is("HelmRelease")) {
                release(workload, object, name, secret, effects);
            } else if (Workloads.is(workload)) {
                Workloads.Reading reading = Workloads.reading(workload, secret, name);
                boolean listed = lists(workload, name, secret);
                if (listed || reading != Workloads.Reading.NOT && isReloaded(workload, object, secret)) {
                    effects.add(
                            new Effect(Effect.Sort.RESTARTS, Workloads.shown(workload) + ", by Reloader's annotation"));
                } else if (reading == Workloads.Reading.AT_START) {
                    effects.add(new Effect(
                            Effect.Sort.NOTE,
                            workload.identity() + " reads it only when it starts, and nothing starts it anew"));
                } else if (reading == Workloads.Reading.AS_FILES) {
                    effects.add(new Effect(
                            Effect.Sort.NOTE,
                            workload.identity() + " gets the new files within a minute or two, without a restart"));
                }
            }
        }
        return effects;
    }

    /** Of the Secret that comes of it, where it is not one itself. */
    private static String name(Placed object) {
        String target = object.is("ExternalSecret") ? Paths.text(object.body(), "spec", "target", "name") : "";
        return target.isEmpty() ? object.identity().name() : target;
    }

    private static boolean isReloaded(Placed workload, Placed object, boolean secret) {
        String own = (secret ? "secret." : "configmap.") + RELOADER;
        if (annotation(workload, RELOADER + "auto").equals("true")
                || annotation(workload, own + "auto").equals("true")) {
            return true;
        }
        return annotation(workload, RELOADER + "search").equals("true")
                && annotation(object, RELOADER + "match").equals("true");
    }

    private static boolean lists(Placed workload, String name, boolean secret) {
        for (String each : annotation(workload, (secret ? "secret." : "configmap.") + RELOADER + "reload")
                .split(",")) {
            if (each.strip().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String annotation(Placed object, String key) {
        return Paths.text(object.body(), "metadata", "annotations", key);
    }

    /** Helm's values are read again at its interval; what its pods read, Reloader's annotation among the values tells. */
    private static void release(Placed release, Placed object, String name, boolean secret, List<Effect> into) {
        for (Mapping source : Paths.items(release.body(), "spec", "valuesFrom")) {
            if (name.equals(source.text("name")) && (secret ? "Secret" : "ConfigMap").equals(source.text("kind"))) {
                into.add(new Effect(
                        Effect.Sort.RESTARTS,
                        "what " + release.identity() + " runs, where its values change what Helm makes of them"));
                return;
            }
        }
        String values = String.valueOf(Paths.at(release.body(), "spec", "values"));
        if (values.contains(RELOADER + "auto: true")
                && values.contains(": " + object.identity().name())) {
            into.add(new Effect(
                    Effect.Sort.RESTARTS,
                    "pods of " + release.identity() + ", by Reloader's annotation in its values"));
        }
    }
}
