package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.rules.Scarcity;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services that the API server would refuse, or that lead to a port that no container has. */
final class ServiceChecks {
    private final ObjectGraph graph;
    private final int firstNodePort;
    private final int lastNodePort;
    private final Map<String, KubernetesObject> nodePorts = new HashMap<>();
    private final Map<String, List<Pod>> byValue = new HashMap<>();

    private ServiceChecks(ObjectGraph graph) {
        this.graph = graph;
        MachineRoom room = MachineRoom.of(graph.cluster());
        firstNodePort = room == null ? MachineRoom.FIRST_NODE_PORT : room.firstNodePort();
        lastNodePort = room == null ? MachineRoom.LAST_NODE_PORT : room.lastNodePort();
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        var checks = new ServiceChecks(graph);
        for (Pod pod : pods) {
            Mapping labels = labels(pod);
            for (int i = 0; i < labels.size(); i++) {
                checks.index(labels.valueAt(i), pod);
            }
        }
        for (KubernetesObject object : graph.ofKind("Service")) {
            Mapping spec = object.body().mapping("spec");
            if (object.apiVersion().equals("v1") && spec != null) {
                checks.service(object, spec);
            }
        }
    }

    private static Mapping labels(Pod pod) {
        Mapping metadata = pod.template().mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        return labels == null ? new Mapping() : labels;
    }

    /** By the value of a label, whatever its key and namespace: it differs more, and is found in one look. */
    private void index(Value value, Pod pod) {
        String text = text(value);
        List<Pod> labelled = byValue.get(text);
        if (labelled == null) {
            labelled = new ArrayList<>(1);
            byValue.put(text, labelled);
        }
        if (labelled.isEmpty() || labelled.get(labelled.size() - 1).object() != pod.object()) {
            labelled.add(pod);
        }
    }

    private static String text(Value value) {
        return value instanceof Leaf leaf ? leaf.text() : "null";
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
        List<Pod> workloads = selected(service, spec.mapping("selector"));
        if (workloads.size() != 1 && !isNowhere(service)) {
            selector(service, spec.mapping("selector"), workloads);
        }
        for (Mapping port : ports) {
            if (port.has("port") && !isPort(port.text("port"))) {
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
            if (port.get("targetPort") instanceof Leaf target
                    && target.isString()
                    && !workloads.isEmpty()
                    && !isOpened(target.text(), workloads)) {
                target(service, target.text(), workloads);
            }
        }
    }

    private void nodePort(KubernetesObject service, String number) {
        if (!isBetween(number, firstNodePort, lastNodePort)) {
            error(
                    service,
                    Scarcity.NODE_PORT,
                    "Tried to open the port " + number + " of every node for " + service + ", but Kubernetes gives out "
                            + firstNodePort + " to " + lastNodePort,
                    "take a number of those; where the API server has another --service-node-port-range, say so with"
                            + " nodePorts() where the distribution is made");
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
    private List<Pod> selected(KubernetesObject service, @Nullable Mapping selector) {
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        // Among those with the rarest label: one that all workloads share would lead to each of them.
        List<Pod> candidates = byValue.getOrDefault(text(selector.valueAt(0)), List.of());
        for (int i = 1; i < selector.size(); i++) {
            List<Pod> labelled = byValue.getOrDefault(text(selector.valueAt(i)), List.of());
            candidates = labelled.size() < candidates.size() ? labelled : candidates;
        }
        var selected = new ArrayList<Pod>(1);
        for (Pod pod : candidates) {
            Mapping labels = labels(pod);
            boolean all = pod.object().namespace().equals(service.namespace());
            for (int i = 0; all && i < selector.size(); i++) {
                String key = selector.keyAt(i);
                all = String.valueOf(selector.text(key)).equals(labels.text(key));
            }
            if (all) {
                selected.add(pod);
            }
        }
        return selected;
    }

    /** Of a namespace that nothing makes it is said that it is missing, and nobody expects pods there. */
    private boolean isNowhere(KubernetesObject service) {
        for (Dangling dangling : graph.dangling()) {
            if (dangling.reader() == service && dangling.wanted().kind().equals("Namespace")) {
                return true;
            }
        }
        return false;
    }

    private static void selector(KubernetesObject service, @Nullable Mapping selector, List<Pod> workloads) {
        if (selector == null || selector.isEmpty()) {
            return;
        }
        String wanted = "pods in " + service.namespace() + " by " + selector; // what others look for as well
        if (workloads.isEmpty()) {
            if (service.owner().cluster().node().holdsIncomplete()) {
                return; // what could not be made may be what it is for
            }
            service.error(
                    References.SELECTOR_MATCHES_NOTHING,
                    null,
                    wanted,
                    "Tried to find the pods of " + service + " by " + selector
                            + ", but no workload of its namespace makes" + " pods with these labels",
                    "make the Service for a workload, or correct its selector; where an operator makes the pods, waive"
                            + " \"selector-matches-nothing\"");
            return;
        }
        KubernetesObject first = workloads.get(0).object();
        KubernetesObject last = workloads.get(workloads.size() - 1).object();
        if (!first.identity().equals(last.identity())) {
            service.error(
                    References.SELECTOR_MATCHES_SEVERAL,
                    null,
                    wanted,
                    "Tried to find the pods of " + service + " by " + selector + ", but those of " + first + " and of "
                            + last + " both have these labels",
                    "give the workloads labels that tell them apart");
        }
    }

    private static boolean isOpened(String port, List<Pod> workloads) {
        for (Pod workload : workloads) {
            for (Mapping container : workload.containers()) {
                Sequence ports = container.sequence("ports");
                for (int i = 0; ports != null && i < ports.size(); i++) {
                    if (ports.get(i) instanceof Mapping opened && port.equals(opened.text("name"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void target(KubernetesObject service, String target, List<Pod> workloads) {
        var names = new ArrayList<String>();
        for (Pod workload : workloads) {
            for (Mapping container : workload.containers()) {
                for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                    String name = port.text("name");
                    if (name != null) {
                        names.add(name);
                    }
                }
            }
        }
        String near = Names.nearest(target, names);
        KubernetesObject workload = workloads.get(0).object();
        service.error(
                References.SERVICE_PORT,
                null,
                target + " of " + workload,
                "Tried to lead " + service + " to the port \"" + target + "\", but no container of "
                        + workload + " has it; there are: "
                        + (names.isEmpty() ? "none" : String.join(", ", names)),
                near == null ? "give a container that port, or name one that is there" : "name \"" + near + "\"");
    }

    private static void error(KubernetesObject service, Rule rule, String message, String fix) {
        service.owner().findings().report(rule, service, message, fix);
    }
}
