package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.Plain;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Service in front of a carried workload, in the words of the chart. */
final class ServiceValues {
    private static final String[] SAME = {
        "clusterIP",
        "loadBalancerIP",
        "loadBalancerSourceRanges",
        "loadBalancerClass",
        "internalTrafficPolicy",
        "externalTrafficPolicy",
        "allocateLoadBalancerNodePorts",
        "sessionAffinity",
        "sessionAffinityConfig",
        "externalIPs",
        "ipFamilyPolicy",
        "ipFamilies"
    };

    private final Release release;

    ServiceValues(Release release) {
        this.release = release;
    }

    @Nullable
    Mapping of(KubernetesObject service) {
        var head = new Head(service, release);
        Fields spec = head.spec();
        Mapping selector = spec.mapping("selector");
        String controller = Labels.controller(selector, release.name());
        if (selector == null || controller == null || !release.hasController(controller)) {
            return null;
        }
        Copies copies = release.copies();
        var values = Mapping.of("controller", controller);
        head.values().forEach(values::put);
        String type = spec.text("type");
        if (type != null && !type.equals("ClusterIP")) {
            values.put("type", type);
        }
        for (String key : SAME) {
            copies.put(values, key, spec.take(key));
        }
        spec.dropIf("publishNotReadyAddresses", false);
        copies.put(values, "publishNotReadyAddresses", spec.take("publishNotReadyAddresses"));
        values.putIfAny("extraSelectorLabels", copies.plain(Labels.beyond(selector, release.name())));
        Map<String, Mapping> ports = ports(spec);
        var said = new Mapping();
        ports.forEach((name, port) -> said.put(name, portValues(port)));
        values.put("ports", said);
        spec.refuseRest();
        boolean isMisplaced = values.has("clusterIP") && values.has("type"); // which the chart writes for one type only
        if (!head.fits() || ports.isEmpty() || isMisplaced) {
            return null;
        }
        head.complete();
        complete(service, ports);
        return values;
    }

    /** By name, as the chart orders them. */
    private static Map<String, Mapping> ports(Fields spec) {
        var ports = new TreeMap<String, Mapping>();
        Sequence list = spec.list("ports");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping port) {
                Fields fields = spec.item("ports", i, port);
                String name = fields.text("name");
                String protocol = fields.text("protocol");
                for (String key : new String[] {"port", "targetPort", "nodePort", "appProtocol"}) {
                    fields.take(key);
                }
                fields.refuseRest();
                if (name == null || !Plain.isText(name) || ports.put(name, port) != null) {
                    fields.refuse("name");
                }
                if (protocol != null && !protocol.equals("TCP") && !protocol.equals("UDP")) {
                    fields.refuse("protocol");
                }
            }
        }
        return ports;
    }

    private Mapping portValues(Mapping port) {
        var values = new Mapping();
        Copies copies = release.copies();
        for (String key : new String[] {"port", "targetPort", "protocol", "nodePort", "appProtocol"}) {
            copies.put(values, key, port.get(key));
        }
        if (values.get("targetPort") instanceof Leaf target && target.equals(values.get("port"))) {
            values.remove("targetPort");
        }
        if (Scalar.of("TCP").equals(values.get("protocol"))) {
            values.remove("protocol");
        }
        return values;
    }

    /** Writes what the chart writes, said or not. */
    private static void complete(KubernetesObject service, Map<String, Mapping> ports) {
        Mapping spec = service.body().child("spec");
        if (!spec.has("type")) {
            spec.put("type", "ClusterIP");
        }
        var sorted = new Sequence();
        for (Mapping port : ports.values()) {
            Value number = port.get("port");
            if (!port.has("targetPort") && number != null) {
                port.put("targetPort", number);
            }
            if (!port.has("protocol")) {
                port.put("protocol", "TCP");
            }
            sorted.add(port);
        }
        spec.put("ports", sorted);
        service.body().child("metadata").child("labels").put(Labels.SERVICE, service.name());
    }
}
