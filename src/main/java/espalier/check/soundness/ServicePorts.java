package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.check.WholeNumber;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports of Services that the API server refuses: without names where there are several, or the same one twice. */
final class ServicePorts {
    private ServicePorts() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject service : graph.ofKind("Service")) {
            Mapping spec = service.body().mapping("spec");
            if (spec != null && service.apiVersion().equals("v1")) {
                check(service, Pods.mappings(spec.sequence("ports")));
            }
        }
    }

    private static void check(KubernetesObject service, List<Mapping> ports) {
        if (ports.size() > 1) {
            amongEachOther(service, ports);
        }
        for (Mapping port : ports) {
            Long target = port.get("targetPort") instanceof Leaf leaf ? WholeNumber.parse(leaf.text()) : null;
            if (target != null && !WholeNumber.isPort(target)) {
                service.error(
                        Soundness.PORT_NUMBER,
                        "Tried to lead " + service + " to the port " + target + ", but ports go from 1 to 65535",
                        "change the number, or name a port of the container");
            }
        }
    }

    private static void amongEachOther(KubernetesObject service, List<Mapping> ports) {
        Set<String> numbers = new HashSet<>(4);
        Set<String> names = new HashSet<>(4);
        boolean unnamed = false;
        for (Mapping port : ports) {
            String protocol = port.text("protocol");
            String number = port.text("port") + "/" + (protocol == null ? "TCP" : protocol);
            String name = port.text("name");
            if (!numbers.add(number)) {
                service.error(
                        Soundness.PORT_NUMBER,
                        "Tried to offer the port " + number + " of " + service + ", but it is there twice",
                        "give one of the two another number");
            }
            if (name == null && !unnamed) {
                unnamed = true;
                service.error(
                        Soundness.PORT_NAME,
                        "Tried to offer the port " + number + " of " + service
                                + " without a name, but where there are several each has one",
                        "give it a name");
            } else if (name != null && !names.add(name)) {
                service.error(
                        Soundness.PORT_NAME,
                        "Tried to call a port of " + service + " \"" + name + "\", but it has one of that name already",
                        "give one of the two another name");
            }
        }
    }
}
