package espalier.isolation;

import espalier.check.Pods;
import espalier.tree.Mapping;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ports as policies mean them: those of pods, behind whatever Service. */
final class Ports {
    private Ports() {}

    /**
     * The ports of {@code pods} to which the Service with {@code spec} leads, as {@code 8080/TCP}; empty for all, null for none.
     *
     * @param wanted the name or number of one of the Service's ports, null for all
     */
    static @Nullable Set<String> behind(Mapping spec, @Nullable String wanted, PodGroup pods) {
        var found = new LinkedHashSet<String>();
        for (Mapping port : Pods.mappings(spec.sequence("ports"))) {
            String number = port.text("port");
            if (wanted == null || wanted.equals(port.text("name")) || wanted.equals(number)) {
                String target = port.text("targetPort");
                String meant = target == null ? number : target;
                if (meant != null) {
                    found.add(numbered(meant, pods) + "/" + protocol(port));
                }
            }
        }
        if (!found.isEmpty() || !spec.has("ports")) {
            return found;
        }
        // Behind a Service without address, clients reach whatever port a pod opens.
        boolean isDirect = "None".equals(spec.text("clusterIP")) && wanted != null && isNumber(wanted);
        return isDirect ? Set.of(wanted + "/TCP") : null;
    }

    /** The number of the port {@code name} of {@code pods}; the name itself where the containers are not known. */
    static String numbered(String name, PodGroup pods) {
        if (!isNumber(name)) {
            for (Mapping container : pods.containers()) {
                for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                    String number = port.text("containerPort");
                    if (number != null && name.equals(port.text("name"))) {
                        return number;
                    }
                }
            }
        }
        return name;
    }

    /** The ports that containers of {@code pods} open on their node. */
    static Set<String> onNodes(PodGroup pods) {
        var found = new LinkedHashSet<String>(0);
        for (Mapping container : pods.containers()) {
            for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                if (port.has("hostPort") && port.text("containerPort") != null) {
                    found.add(port.text("containerPort") + "/" + protocol(port));
                }
            }
        }
        return found;
    }

    /** Of one port of a Service or container. */
    static String protocol(Mapping port) {
        String protocol = port.text("protocol");
        return protocol == null ? "TCP" : protocol;
    }

    static boolean isNumber(String port) {
        for (int i = 0; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return !port.isEmpty();
    }

    /** For people: {@code 53/UDP, 8080}. */
    static String words(Set<String> ports) {
        var words = new StringBuilder();
        for (String port : ports) {
            words.append(words.length() == 0 ? "" : ", ")
                    .append(port.endsWith("/TCP") ? port.substring(0, port.length() - 4) : port);
        }
        return words.toString();
    }
}
