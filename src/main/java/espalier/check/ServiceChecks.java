package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.rules.Scarcity;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services that the API server would refuse, or that lead to a port that no container has. */
final class ServiceChecks {
    /** What the API server gives out unless it was told otherwise. */
    private static final int FIRST_NODE_PORT = 30000;

    private static final int LAST_NODE_PORT = 32767;

    private final Map<String, KubernetesObject> nodePorts = new HashMap<>();
    private final Map<String, List<KubernetesObject>> byLabel = new HashMap<>();

    private ServiceChecks() {}

    static void check(ObjectGraph graph) {
        var checks = new ServiceChecks();
        for (KubernetesObject object : graph.objects()) {
            Mapping labels = checks.podLabels(object);
            if (labels != null) {
                for (String key : labels.keys()) {
                    String value = String.valueOf(labels.text(key));
                    checks.byLabel
                            .computeIfAbsent(value, v -> new ArrayList<>(1))
                            .add(object);
                }
            }
        }
        for (KubernetesObject object : graph.objects()) {
            Mapping spec = object.body().mapping("spec");
            if (object.kind().equals("Service") && object.apiVersion().equals("v1") && spec != null) {
                checks.service(object, spec);
            }
        }
    }

    private @Nullable Mapping podLabels(KubernetesObject object) {
        Mapping template = Pods.template(object);
        Mapping metadata = template == null ? null : template.mapping("metadata");
        return metadata == null ? null : metadata.mapping("labels");
    }

    static boolean isPort(@Nullable String number) {
        return isBetween(number, 1, 65535);
    }

    private static boolean isBetween(@Nullable String number, int least, int most) {
        if (number == null || number.isEmpty() || number.length() > 5) {
            return false;
        }
        int value = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = value * 10 + c - '0';
        }
        return value >= least && value <= most;
    }

    private void service(KubernetesObject service, Mapping spec) {
        List<Mapping> ports = Pods.mappings(spec.sequence("ports"));
        boolean needsPorts = !"ExternalName".equals(spec.text("type")) && !"None".equals(spec.text("clusterIP"));
        if (ports.isEmpty() && needsPorts) {
            error(
                    service,
                    References.NO_PORT,
                    "Tried to make " + service + ", but it has no port",
                    "give a container of its workload a port, or make it headless()");
        }
        List<KubernetesObject> workloads = selected(service, spec.mapping("selector"));
        selector(service, spec.mapping("selector"), workloads);
        for (Mapping port : ports) {
            if (!isPort(port.text("port"))) {
                error(
                        service,
                        Soundness.PORT_NUMBER,
                        "Tried to offer the port " + port.text("port") + " of " + service
                                + ", but ports go from 1 to 65535",
                        "change the number");
            }
            String nodePort = port.text("nodePort");
            if (nodePort != null) {
                nodePort(service, nodePort);
            }
            if (port.get("targetPort") instanceof Leaf target && target.isString() && !workloads.isEmpty()) {
                target(service, target.text(), workloads);
            }
        }
    }

    private void nodePort(KubernetesObject service, String number) {
        if (!isBetween(number, FIRST_NODE_PORT, LAST_NODE_PORT)) {
            error(
                    service,
                    Scarcity.NODE_PORT,
                    "Tried to open the port " + number + " of every node for " + service + ", but Kubernetes gives out "
                            + FIRST_NODE_PORT + " to " + LAST_NODE_PORT,
                    "take a number of those; where the API server has another --service-node-port-range, waive"
                            + " \"node-port\"");
        }
        // Given out by number alone: only within one Service can UDP and TCP share it.
        KubernetesObject other = nodePorts.putIfAbsent(number, service);
        boolean same = other == null || other == service || service.owner().sharesIdWith(other.owner());
        if (other != null && !same) {
            error(
                    service,
                    Scarcity.NODE_PORT_TAKEN,
                    "Tried to open the port " + number + " of every node for " + service + ", but " + other
                            + " has it, made at " + other.origin(),
                    "give one of the two another number");
        }
    }

    /** What {@code selector} finds of what is made here; an operator may make more. */
    private List<KubernetesObject> selected(KubernetesObject service, @Nullable Mapping selector) {
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        var selected = new ArrayList<KubernetesObject>(1);
        String first = String.valueOf(selector.text(selector.keyAt(0)));
        for (KubernetesObject workload : byLabel.getOrDefault(first, List.of())) {
            Mapping found = podLabels(workload);
            Mapping labels = found == null ? new Mapping() : found;
            boolean all = workload.namespace().equals(service.namespace());
            for (int i = 0; all && i < selector.size(); i++) {
                String key = selector.keyAt(i);
                all = String.valueOf(selector.text(key)).equals(labels.text(key));
            }
            if (all && !selected.contains(workload)) {
                selected.add(workload);
            }
        }
        return selected;
    }

    private static void selector(
            KubernetesObject service, @Nullable Mapping selector, List<KubernetesObject> workloads) {
        if (selector == null || selector.isEmpty()) {
            return;
        }
        if (workloads.isEmpty()) {
            if (service.owner().cluster().node().holdsIncomplete()) {
                return; // what could not be made may be what it is for
            }
            error(
                    service,
                    References.SELECTOR_MATCHES_NOTHING,
                    "Tried to find the pods of " + service + " by " + selector
                            + ", but no workload of its namespace makes" + " pods with these labels",
                    "make the Service for a workload, or correct its selector; where an operator makes the pods, waive"
                            + " \"selector-matches-nothing\"");
        } else if (!workloads
                .get(0)
                .identity()
                .equals(workloads.get(workloads.size() - 1).identity())) {
            error(
                    service,
                    References.SELECTOR_MATCHES_SEVERAL,
                    "Tried to find the pods of " + service + " by " + selector + ", but those of " + workloads.get(0)
                            + " and of " + workloads.get(workloads.size() - 1) + " both have these labels",
                    "give the workloads labels that tell them apart");
        }
    }

    private void target(KubernetesObject service, String target, List<KubernetesObject> workloads) {
        var names = new ArrayList<String>();
        for (KubernetesObject workload : workloads) {
            Mapping spec = Pods.spec(workload);
            for (Mapping container : spec == null ? List.<Mapping>of() : Pods.containers(spec)) {
                for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                    String name = port.text("name");
                    if (target.equals(name)) {
                        return;
                    }
                    if (name != null) {
                        names.add(name);
                    }
                }
            }
        }
        String near = Names.nearest(target, names);
        error(
                service,
                References.SERVICE_PORT,
                "Tried to lead " + service + " to the port \"" + target + "\", but no container of " + workloads.get(0)
                        + " has it; there are: " + (names.isEmpty() ? "none" : String.join(", ", names)),
                near == null ? "give a container that port, or name one that is there" : "name \"" + near + "\"");
    }

    private static void error(KubernetesObject service, Rule rule, String message, String fix) {
        service.owner().findings().report(rule, service, message, fix);
    }
}
