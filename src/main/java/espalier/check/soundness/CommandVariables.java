package espalier.check.soundness;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code $(X)} in command lines, and in the variables of objects that no construct wrote, without a variable X: Kubernetes would
 * leave it as it stands. Only names in capitals count, since what a shell is asked to run is written in small letters.
 */
final class CommandVariables {
    private final ObjectGraph graph;
    private final KubernetesObject object;
    private final Part where;
    private final boolean serviceLinks;
    private final Set<String> defined = new HashSet<>();

    private CommandVariables(ObjectGraph graph, KubernetesObject object, Part where, boolean serviceLinks) {
        this.graph = graph;
        this.object = object;
        this.where = where;
        this.serviceLinks = serviceLinks;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        for (Pod pod : pods) {
            for (Mapping container : pod.containers()) {
                if (mayHoldReference(container)) {
                    boolean written =
                            pod.object().isRaw() || !pod.object().patchedAt().isEmpty();
                    Part where = Part.container(container, pod.object());
                    boolean links = !"false".equals(pod.spec().text("enableServiceLinks"));
                    new CommandVariables(graph, pod.object(), where, links).container(container, written);
                }
            }
        }
    }

    private void container(Mapping container, boolean written) {
        if (!fromElsewhere(container)) {
            return;
        }
        for (Mapping variable : Pods.mappings(container.sequence("env"))) {
            if (written && variable.get("value") instanceof Leaf value) {
                find(value.text(), "the variable " + variable.text("name") + " of " + where, " before it");
            }
            defined.add(String.valueOf(variable.text("name")));
        }
        for (String field : new String[] {"command", "args"}) {
            Sequence words = container.sequence(field);
            for (int i = 0; words != null && i < words.size(); i++) {
                if (words.get(i) instanceof Leaf word) {
                    find(word.text(), field + "[" + i + "] of " + where, "");
                }
            }
        }
    }

    /** Found without making anything: hardly any container has one. */
    private static boolean mayHoldReference(Mapping container) {
        if (isIn(container.sequence("command")) || isIn(container.sequence("args"))) {
            return true;
        }
        Sequence env = container.sequence("env");
        for (int i = 0; env != null && i < env.size(); i++) {
            if (env.get(i) instanceof Mapping variable
                    && variable.get("value") instanceof Leaf value
                    && value.text().contains("$(")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(@Nullable Sequence words) {
        for (int i = 0; words != null && i < words.size(); i++) {
            if (words.get(i) instanceof Leaf word && word.text().contains("$(")) {
                return true;
            }
        }
        return false;
    }

    /** Adds the variables of whole ConfigMaps and Secrets; false where their keys are not known. */
    private boolean fromElsewhere(Mapping container) {
        for (Mapping source : Pods.mappings(container.sequence("envFrom"))) {
            String prefix = source.text("prefix");
            Mapping config = source.mapping("configMapRef");
            Mapping secret = source.mapping("secretRef");
            List<String> keys =
                    config != null ? keys("ConfigMap", config) : secret != null ? keys("Secret", secret) : null;
            if (keys == null) {
                return false;
            }
            for (String key : keys) {
                defined.add((prefix == null ? "" : prefix) + key);
            }
        }
        return true;
    }

    private @Nullable List<String> keys(String kind, Mapping reference) {
        var identity = Identity.of("", kind, object.namespace(), String.valueOf(reference.text("name")));
        KubernetesObject made = graph.object(identity);
        if (made != null) {
            return made.keys();
        }
        Provision provision = graph.provision(identity);
        return provision == null ? null : provision.keys();
    }

    private void find(String text, String place, String before) {
        int at = text.indexOf('$');
        while (at >= 0 && at + 1 < text.length()) {
            int end = text.charAt(at + 1) == '(' ? text.indexOf(')', at) : -1;
            if (end > 0) {
                name(text.substring(at + 2, end), place, before);
            }
            at = text.indexOf('$', at + 2); // of two dollars, the second means nothing
        }
    }

    private void name(String name, String place, String before) {
        if (!isInCapitals(name) || defined.contains(name) || isOfService(name)) {
            return;
        }
        String near = Names.nearest(name, defined);
        object.error(
                References.VARIABLE_BEFORE_DEFINITION,
                "Tried to use $(" + name + ") in " + place + ", but no variable of that name is defined" + before
                        + ", and Kubernetes leaves it as it stands",
                (near == null ? "define " + name : "name " + near) + ", or write $$(" + name
                        + ") for the characters themselves");
    }

    private static boolean isInCapitals(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9' && i > 0)) {
                return false;
            }
        }
        return name.length() > 1;
    }

    /** Kubernetes gives pods the addresses of the Services of their namespace, and always that of the API server. */
    private boolean isOfService(String name) {
        return name.startsWith("KUBERNETES_")
                || serviceLinks && (name.endsWith("_SERVICE_HOST") || name.contains("_PORT"));
    }
}
