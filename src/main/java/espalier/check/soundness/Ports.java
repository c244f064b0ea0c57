package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.WholeNumber;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports of containers that are opened twice, or on a node that shares its network under another number. */
final class Ports {
    private Ports() {}

    static void check(Pod pod) {
        for (Mapping container : pod.containers()) {
            List<Mapping> ports = Pods.mappings(container.sequence("ports"));
            if (ports.size() > 1) {
                amongEachOther(ports, pod.object(), Part.container(container, pod.object()));
            }
            for (Mapping port : ports) {
                String hostPort = port.text("hostPort");
                if (hostPort != null) {
                    ofNode(hostPort, port, pod, Part.container(container, pod.object()));
                }
            }
        }
    }

    private static void amongEachOther(List<Mapping> ports, KubernetesObject object, Part where) {
        Set<String> seen = new HashSet<>(4);
        for (Mapping port : ports) {
            String protocol = port.text("protocol");
            String key = port.text("containerPort") + "/" + (protocol == null ? "TCP" : protocol);
            if (!seen.add(key)) {
                object.error(
                        Soundness.PORT_NUMBER,
                        "Tried to open the port " + key + " of " + where
                                + ", but it is there twice, and Flux cannot apply a list with two entries of one key",
                        "keep one of the two, or give one another number or protocol");
            }
        }
    }

    private static void ofNode(String hostPort, Mapping port, Pod pod, Part where) {
        String number = String.valueOf(port.text("containerPort"));
        Long host = WholeNumber.parse(hostPort);
        if (host != null && host != 0 && !WholeNumber.isPort(host)) {
            pod.object()
                    .error(
                            Soundness.PORT_NUMBER,
                            "Tried to open the port " + hostPort + " of the node for " + where
                                    + ", but ports go from 1 to 65535",
                            "change the number");
        } else if ("true".equals(pod.spec().text("hostNetwork")) && !hostPort.equals(number)) {
            pod.object()
                    .error(
                            Soundness.CONTRADICTION,
                            "Tried to open the port " + number + " of " + where + " as " + hostPort
                                    + " of its node, but a pod in the node's network has only the node's ports",
                            "make both numbers the same, or leave hostPort away");
        }
    }
}
