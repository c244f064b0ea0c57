package infra.onechart;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.Plain;
import org.jspecify.annotations.Nullable;

/** The Service in the words of the chart, which has one list of ports for it and for the container. */
final class ServicePorts {
    private final Copies copies;
    private final Sequence container = new Sequence();

    ServicePorts(Copies copies) {
        this.copies = copies;
    }

    /** What is said of the Service with the fields {@code top}, in front of pods as {@code template} has them. */
    Mapping of(Fields top, @Nullable Mapping template) {
        var values = new Mapping();
        Fields metadata = top.below("metadata");
        copies.put(values, "serviceAnnotations", metadata.mapping("annotations"));
        Fields spec = top.below("spec");
        spec.take("selector");
        String type = spec.text("type");
        switch (type == null ? "ClusterIP" : type) {
            case "ClusterIP" -> spec.all().put("type", "ClusterIP");
            case "NodePort" -> values.put("nodePortEnabled", true);
            case "LoadBalancer" -> values.put("loadbalancerEnabled", true);
            default -> spec.refuse("type");
        }
        var said = new Sequence();
        Sequence ports = spec.list("ports");
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i) instanceof Mapping port) {
                said.add(port(spec.item("ports", i, port), template));
            }
        }
        values.put("ports", said);
        spec.refuseRest();
        top.refuseRest();
        return values;
    }

    private Mapping port(Fields port, @Nullable Mapping template) {
        String name = String.valueOf(port.text("name"));
        if (!Plain.isText(name)) {
            port.refuse("name");
        }
        if (!name.equals(port.text("targetPort"))) {
            port.refuse("targetPort"); // which the chart has no other word for
        }
        Value number = port.take("port");
        Mapping open = open(template, name);
        Value at = open == null ? number : open.get("containerPort");
        var said = Mapping.of("name", name);
        copies.put(said, "containerPort", at);
        if (number != null && !number.equals(at)) {
            copies.put(said, "svcPort", number);
        }
        copies.put(said, "nodePort", port.take("nodePort"));
        String protocol = port.text("protocol");
        if (protocol == null) {
            port.all().put("protocol", "TCP");
        } else if (!protocol.equals("TCP")) {
            said.put("protocol", protocol);
        }
        port.refuseRest();
        container.add(Mapping.of("name", name)
                .put("containerPort", String.valueOf(open == null ? null : open.text("containerPort")))
                .put("protocol", "TCP"));
        return said;
    }

    /** The port {@code name} of a container. */
    private static @Nullable Mapping open(@Nullable Mapping template, String name) {
        Mapping pod = template == null ? null : template.mapping("spec");
        Sequence containers = pod == null ? null : pod.sequence("containers");
        for (int i = 0; containers != null && i < containers.size(); i++) {
            Sequence ports = containers.get(i) instanceof Mapping container ? container.sequence("ports") : null;
            int at = ports == null ? -1 : ports.indexWhere("name", name);
            if (ports != null && at >= 0 && ports.get(at) instanceof Mapping port) {
                return port;
            }
        }
        return null;
    }

    /** Whether {@code ports}, of a container, are those that the chart gives it, which are then written as the chart does. */
    boolean areUsual(Sequence ports) {
        boolean same = ports.size() == container.size();
        for (int i = 0; same && i < ports.size(); i++) {
            same = ports.get(i) instanceof Mapping port
                    && container.get(i) instanceof Mapping usual
                    && isSame(port, usual);
        }
        for (int i = 0; same && i < ports.size(); i++) {
            if (ports.get(i) instanceof Mapping port) {
                port.put("protocol", "TCP");
            }
        }
        return same;
    }

    private static boolean isSame(Mapping port, Mapping usual) {
        boolean same = port.size() == (port.has("protocol") ? 3 : 2);
        for (String key : port.keys()) {
            same = same && String.valueOf(port.text(key)).equals(usual.text(key));
        }
        return same;
    }
}
