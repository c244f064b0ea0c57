package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Containers that the API server would refuse, or whose probes the kubelet could never make. */
final class ContainerChecks {
    private final KubernetesObject object;
    private final Set<String> volumes = new HashSet<>();

    private ContainerChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            new ContainerChecks(pod.object()).pod(pod);
        }
    }

    private void pod(Pod pod) {
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            String name = String.valueOf(volume.text("name"));
            volumes.add(name);
            if (!Names.isLabel(name) && object.owner().refusedId() == null) {
                String message = "Tried to call a volume of " + object + " \"" + name + "\", but its name has only "
                        + Names.LABEL;
                error(Soundness.VOLUME_NAME, message, "shorten or change the id of what is mounted");
            }
        }
        Mapping own = object.body().mapping("spec");
        for (Mapping claim : Pods.mappings(own == null ? null : own.sequence("volumeClaimTemplates"))) {
            Mapping metadata = claim.mapping("metadata");
            volumes.add(metadata == null ? "" : String.valueOf(metadata.text("name")));
        }
        String replicas = own == null ? null : own.text("replicas");
        if (replicas != null && replicas.startsWith("-")) {
            error(
                    Soundness.REPLICAS,
                    "Tried to run " + replicas + " pods of " + object + ", but that is less than none",
                    "take 0 or more");
        }
        if (Pods.mappings(pod.spec().sequence("containers")).isEmpty()) {
            error(
                    Soundness.NO_CONTAINER,
                    "Tried to make " + object + ", but its pods have no container",
                    "give it one with container(…)");
        }
        var names = new HashSet<String>();
        for (Mapping container : pod.containers()) {
            String name = container.text("name");
            if (name == null || !Names.isLabel(name)) {
                error(
                        Soundness.CONTAINER_NAME,
                        "Tried to call a container of " + object + " \"" + (name == null ? "" : name)
                                + "\", but its name has only " + Names.LABEL,
                        "change the name");
            } else if (!names.add(name)) {
                error(
                        Soundness.CONTAINER_NAME,
                        "Tried to call a container of " + object + " \"" + name
                                + "\", but another one of its pod has that name",
                        "give one of the two another name");
            }
            container(container, Part.container(container, object));
        }
    }

    private void container(Mapping container, Part where) {
        String image = container.text("image");
        if (image == null || image.isBlank()) {
            error(Soundness.IMAGE, "Tried to make " + where + ", but it has no image", "name one, with its tag");
        }
        List<String> ports = ports(container, where);
        for (String probe : new String[] {"startupProbe", "readinessProbe", "livenessProbe"}) {
            Mapping mapping = container.mapping(probe);
            for (String action : new String[] {"httpGet", "tcpSocket"}) {
                Mapping target = mapping == null ? null : mapping.mapping(action);
                if (target != null && target.get("port") instanceof Leaf port && port.isString()) {
                    probe(probe, port.text(), ports, where);
                }
            }
        }
        mounts(container, where);
        for (Mapping variable : Pods.mappings(container.sequence("env"))) {
            String name = variable.text("name");
            if (name == null || !isVariable(name)) {
                error(
                        Soundness.VARIABLE_NAME,
                        "Tried to give " + where + " the variable \"" + name
                                + "\", but a variable's name is one or more printable ASCII characters without =",
                        "change the name");
            }
        }
    }

    private static boolean isVariable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '=') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The names of the container's ports. */
    private List<String> ports(Mapping container, Part where) {
        var names = new ArrayList<String>();
        for (Mapping port : Pods.mappings(container.sequence("ports"))) {
            String name = port.text("name");
            String number = port.text("containerPort");
            if (name != null && !isPortName(name)) {
                error(
                        Soundness.PORT_NAME,
                        "Tried to call a port of " + where + " \"" + name
                                + "\", but a port's name has 1 to 15 lower-case"
                                + " letters, digits and single hyphens, a letter among them",
                        "shorten or change the name");
            } else if (name != null && names.contains(name)) {
                error(
                        Soundness.PORT_NAME,
                        "Tried to call a port of " + where + " \"" + name + "\", but it has one of that name already",
                        "give one of the two another name");
            }
            if (number != null && !ServiceChecks.isPort(number)) {
                error(
                        Soundness.PORT_NUMBER,
                        "Tried to open the port " + number + " of " + where + ", but ports go from 1 to 65535",
                        "change the number");
            }
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isPortName(String name) {
        boolean letter = false;
        for (int i = 0; i < name.length(); i++) {
            letter |= name.charAt(i) >= 'a' && name.charAt(i) <= 'z';
        }
        return letter && name.length() <= 15 && Names.isLabel(name) && !name.contains("--");
    }

    private void probe(String probe, String port, List<String> ports, Part where) {
        if (!ports.contains(port)) {
            String near = Names.nearest(port, ports);
            error(
                    References.PROBE_PORT,
                    "Tried to send the " + probe + " of " + where + " to its port \"" + port + "\", but it has "
                            + (ports.isEmpty() ? "no port with a name" : "only: " + String.join(", ", ports)),
                    near == null ? "give the container that port, or name one that it has" : "name \"" + near + "\"");
        }
    }

    private void mounts(Mapping container, Part where) {
        Map<String, String> byPath = new HashMap<>();
        for (Mapping mount : Pods.mappings(container.sequence("volumeMounts"))) {
            String path = String.valueOf(mount.text("mountPath"));
            String volume = String.valueOf(mount.text("name"));
            String other = byPath.putIfAbsent(path, volume);
            if (other != null) {
                error(
                        References.MOUNT,
                        "Tried to mount " + volume + " at " + path + " in " + where + ", but " + other
                                + " is mounted there",
                        "mount one of the two elsewhere");
            }
            if (path.contains(":")) {
                error(
                        References.MOUNT,
                        "Tried to mount " + volume + " at " + path + " in " + where + ", but a path has no colon",
                        "change it");
            }
            if (!volumes.contains(volume)) {
                error(
                        References.MOUNT,
                        "Tried to mount " + volume + " at " + path + " in " + where
                                + ", but the pod has no volume of that name",
                        "add the volume, or mount one that is there");
            }
        }
    }

    private void error(Rule id, String message, String fix) {
        object.owner().findings().report(id, object, message, fix);
    }
}
