package espalier.check.soundness;

import espalier.check.Part;
import espalier.check.Pod;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Variables and volumes from an object without a name. No schema asks for one there, for the sake of old clients; the API server
 * itself does.
 */
final class NamelessSources {
    private final Pod pod;

    private NamelessSources(Pod pod) {
        this.pod = pod;
    }

    static void check(Pod pod) {
        var sources = new NamelessSources(pod);
        for (Mapping container : pod.containers()) {
            sources.variables(container.sequence("env"), container);
            sources.all(container.sequence("envFrom"), container);
        }
        sources.volumes(pod.spec().sequence("volumes"));
    }

    private void variables(@Nullable Sequence env, Mapping container) {
        for (int i = 0; env != null && i < env.size(); i++) {
            if (env.get(i) instanceof Mapping variable && variable.get("valueFrom") instanceof Mapping source) {
                boolean isNameless = lacks(source, "secretKeyRef", "name") || lacks(source, "configMapKeyRef", "name");
                if (isNameless) {
                    String what = "the variable " + variable.text("name") + " of ";
                    refuse(Soundness.VARIABLE_VALUE, "set " + what + Part.container(container, pod.object()), "name");
                }
            }
        }
    }

    private void all(@Nullable Sequence envFrom, Mapping container) {
        for (int i = 0; envFrom != null && i < envFrom.size(); i++) {
            if (envFrom.get(i) instanceof Mapping source
                    && (lacks(source, "secretRef", "name") || lacks(source, "configMapRef", "name"))) {
                refuse(Soundness.VARIABLE_VALUE, "set variables of " + Part.container(container, pod.object()), "name");
            }
        }
    }

    private void volumes(@Nullable Sequence volumes) {
        for (int i = 0; volumes != null && i < volumes.size(); i++) {
            if (volumes.get(i) instanceof Mapping volume) {
                String key = lacks(volume, "secret", "secretName")
                        ? "secretName"
                        : lacks(volume, "configMap", "name")
                                ? "name"
                                : lacks(volume, "persistentVolumeClaim", "claimName") ? "claimName" : null;
                if (key != null) {
                    refuse(Soundness.VOLUME_SOURCE, "fill " + new Part("volume", volume, pod.object()), key);
                }
            }
        }
    }

    private static boolean lacks(Mapping holder, String source, String key) {
        Mapping named = holder.mapping(source);
        String name = named == null ? null : named.text(key);
        return named != null && (name == null || name.isEmpty());
    }

    private void refuse(Rule rule, String tried, String key) {
        pod.object()
                .error(
                        rule,
                        "Tried to " + tried + " from an object without a name, but the API server takes none",
                        "say in " + key + " which one is meant");
    }
}
