package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Fields;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.WholeNumber;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Probes and hooks that ask in no way or in two, and numbers of theirs that Kubernetes refuses. */
final class Probes {
    private static final List<String> ASKING = List.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final List<String> HOOKS = List.of("exec", "httpGet", "tcpSocket", "sleep");
    private static final List<String> POSITIVE =
            List.of("timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");

    private final KubernetesObject object;

    private Probes(KubernetesObject object) {
        this.object = object;
    }

    static void check(Pod pod) {
        var probes = new Probes(pod.object());
        for (Mapping container : pod.containers()) {
            Part where = Part.container(container, pod.object());
            probes.probe("startupProbe", container, where);
            probes.probe("readinessProbe", container, where);
            probes.probe("livenessProbe", container, where);
            Mapping lifecycle = container.mapping("lifecycle");
            if (lifecycle != null) {
                probes.hook("postStart", lifecycle, where);
                probes.hook("preStop", lifecycle, where);
            }
        }
    }

    private void hook(String name, Mapping lifecycle, Part where) {
        Mapping hook = lifecycle.mapping(name);
        if (hook != null) {
            handlers(name, hook, HOOKS, where);
        }
    }

    private void probe(String name, Mapping container, Part where) {
        Mapping probe = container.mapping(name);
        if (probe == null) {
            return;
        }
        handlers(name, probe, ASKING, where);
        for (String key : POSITIVE) {
            Long number = WholeNumber.at(probe, key);
            if (number != null && number < 1) {
                error(
                        Soundness.NUMBER,
                        probe,
                        "Tried to set " + key + " of the " + name + " of " + where + " to " + number
                                + ", but it is 1 or more",
                        "correct it, or leave it away");
            }
        }
        Long successes = WholeNumber.at(probe, "successThreshold");
        if (successes != null && successes > 1 && !name.equals("readinessProbe")) {
            error(
                    Soundness.NUMBER,
                    probe,
                    "Tried to set successThreshold of the " + name + " of " + where + " to " + successes
                            + ", but Kubernetes takes only 1 there",
                    "leave it away");
        }
        Long delay = WholeNumber.at(probe, "initialDelaySeconds");
        if (delay != null && delay < 0) {
            error(
                    Soundness.NUMBER,
                    probe,
                    "Tried to set initialDelaySeconds of the " + name + " of " + where + " to " + delay
                            + ", but it is 0 or more",
                    "leave it away");
        }
    }

    private void handlers(String name, Mapping handler, List<String> known, Part where) {
        var found = new ArrayList<String>(1);
        for (String kind : known) {
            if (handler.has(kind)) {
                found.add(kind);
                port(name, handler.mapping(kind), where);
            }
        }
        if (found.size() != 1) {
            error(
                    Soundness.PROBE,
                    handler,
                    "Tried to ask by the " + name + " of " + where
                            + (found.isEmpty()
                                    ? ", but it does not say how"
                                    : " in two ways, " + String.join(" and ", found))
                            + (found.isEmpty() ? "" : ", but the API server takes only one"),
                    found.isEmpty() ? "give it one of " + String.join(", ", known) : "keep one of them");
        }
    }

    private void port(String name, @org.jspecify.annotations.Nullable Mapping action, Part where) {
        if (action == null || !(action.get("port") instanceof Leaf leaf)) {
            return;
        }
        Long number = WholeNumber.parse(leaf.text());
        if (number != null && !WholeNumber.isPort(number)) {
            error(
                    Soundness.PORT_NUMBER,
                    action,
                    "Tried to send the " + name + " of " + where + " to the port " + number
                            + ", but ports go from 1 to 65535",
                    "change the number, or name a port of the container");
        }
    }

    private void error(Rule rule, Mapping at, String message, String fix) {
        object.error(rule, Fields.pathTo(object, at), null, message, fix);
    }
}
