package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.ReferenceField;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Ports of Services that routes and the like name, and that the Service does not have. */
final class BackendPorts {
    private BackendPorts() {}

    static void check(ObjectGraph graph) {
        for (Edge edge : graph.edges()) {
            ReferenceField field = edge.by();
            String port = edge.detail();
            KubernetesObject service = edge.object();
            if (field != null && field.portKey() != null && port != null) {
                if (service != null) {
                    port(edge, port, service);
                } else {
                    made(graph, edge, port);
                }
            }
        }
    }

    /** Of a Service that a chart makes or that stands outside of git, where its ports are said by their numbers. */
    private static void made(ObjectGraph graph, Edge edge, String port) {
        Identity identity = edge.target().identity();
        Provision said = edge.target().keys() == null ? graph.provision(identity) : edge.target();
        // A handle can be older than what is said of the chart; where one was asked for that is not there, that is
        // told.
        List<String> keys = said == null || said.provider().isIncomplete() ? null : said.keys();
        if (port.isEmpty()
                || keys == null
                || !identity.kind().equals("Service")
                || !identity.group().isEmpty()) {
            return;
        }
        boolean isSaid = false;
        for (String key : keys) {
            isSaid |= !key.isEmpty() && isNumber(key) == isNumber(port);
        }
        if (isSaid && !keys.contains(port)) {
            tell(edge, port, identity, identity.toString(), keys);
        }
    }

    private static boolean isNumber(String port) {
        return Character.isDigit(port.charAt(0)) && Character.isDigit(port.charAt(port.length() - 1));
    }

    private static void port(Edge edge, String port, KubernetesObject service) {
        Mapping spec = service.body().mapping("spec");
        Identity identity = service.identity();
        boolean isService =
                identity.kind().equals("Service") && identity.group().isEmpty();
        if (!isService || spec == null || "ExternalName".equals(spec.text("type"))) {
            return;
        }
        List<String> known = new ArrayList<>(4);
        for (Mapping offered : Pods.mappings(spec.sequence("ports"))) {
            String name = offered.text("name");
            String number = offered.text("port");
            if (port.equals(name) || port.equals(number)) {
                return;
            }
            known.add(name == null ? String.valueOf(number) : name + " (" + number + ")");
        }
        tell(edge, port, identity, service.toString(), known);
    }

    private static void tell(Edge edge, String port, Identity identity, String service, List<String> known) {
        String near = Names.nearest(port, known);
        edge.reader()
                .error(
                        References.BACKEND_PORT,
                        edge.field(),
                        identity + " " + port,
                        "Tried to lead " + edge.reader() + " to the port " + port + " of " + service + " ("
                                + edge.field() + "), but it has only: " + String.join(", ", known),
                        near == null ? "name a port that is there" : "name " + near);
    }
}
