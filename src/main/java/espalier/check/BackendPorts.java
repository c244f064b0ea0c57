package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
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
            if (field != null && field.portKey() != null && port != null && service != null) {
                port(edge, port, service);
            }
        }
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
