package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Containers that the API server would refuse, or whose probes the kubelet could never make. */
final class ContainerChecks {
    private final KubernetesObject object;
    private final List<String> volumes = new ArrayList<>(4);

    private ContainerChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            new ContainerChecks(pod.object()).pod(pod);
        }
    }

    private void pod(Pod pod) {
        volumes(pod);
        Mapping own = object.body().mapping("spec");
        String replicas = own == null ? null : own.text("replicas");
        if (replicas != null && replicas.startsWith("-")) {
            error(
                    Soundness.REPLICAS,
                    "Tried to run " + replicas + " pods of " + object + ", but that is less than none",
                    "take 0 or more");
        }
        List<Mapping> containers = pod.containers();
        if (containers.isEmpty() || pod.spec().has("initContainers")) {
            atLeastOne(pod);
        }
        for (int i = 0; i < containers.size(); i++) {
            Mapping container = containers.get(i);
            String name = container.text("name");
            if (name == null || !Names.isLabel(name) || isAmong(containers, i, "name", name)) {
                wrongName(name);
            }
            container(container, Part.container(container, object));
        }
    }

    private void volumes(Pod pod) {
        Sequence own = pod.spec().sequence("volumes");
        for (int i = 0; own != null && i < own.size(); i++) {
            if (own.get(i) instanceof Mapping volume) {
                String name = String.valueOf(volume.text("name"));
                volumes.add(name);
                if (!Names.isLabel(name) && object.owner().refusedId() == null) {
                    wrongVolume(name);
                }
            }
        }
        Mapping spec = object.body().mapping("spec");
        for (Mapping claim : Pods.mappings(spec == null ? null : spec.sequence("volumeClaimTemplates"))) {
            Mapping metadata = claim.mapping("metadata");
            volumes.add(metadata == null ? "" : String.valueOf(metadata.text("name")));
        }
    }

    private void wrongVolume(String name) {
        error(
                Soundness.VOLUME_NAME,
                "Tried to call a volume of " + object + " \"" + name + "\", but its name has only " + Names.LABEL,
                "shorten or change the id of what is mounted");
    }

    /** Beside those that end before the pod begins. */
    private void atLeastOne(Pod pod) {
        if (Pods.mappings(pod.spec().sequence("containers")).isEmpty()) {
            error(
                    Soundness.NO_CONTAINER,
                    "Tried to make " + object + ", but its pods have no container",
                    "give it one with container(…)");
        }
    }

    private void wrongName(@Nullable String name) {
        if (name == null || !Names.isLabel(name)) {
            error(
                    Soundness.CONTAINER_NAME,
                    "Tried to call a container of " + object + " \"" + (name == null ? "" : name)
                            + "\", but its name has only " + Names.LABEL,
                    "change the name");
        } else {
            error(
                    Soundness.CONTAINER_NAME,
                    "Tried to call a container of " + object + " \"" + name
                            + "\", but another one of its pod has that name",
                    "give one of the two another name");
        }
    }

    /** Whether one of the first {@code count} of {@code items}, of which there are few, has {@code value} at {@code key}. */
    private static boolean isAmong(List<Mapping> items, int count, String key, String value) {
        for (int i = 0; i < count; i++) {
            if (value.equals(items.get(i).text(key))) {
                return true;
            }
        }
        return false;
    }

    private void container(Mapping container, Part where) {
        String image = container.text("image");
        if (image == null || image.isBlank()) {
            error(Soundness.IMAGE, "Tried to make " + where + ", but it has no image", "name one, with its tag");
        }
        List<String> ports = ports(container, where);
        probe(container, "startupProbe", ports, where);
        probe(container, "readinessProbe", ports, where);
        probe(container, "livenessProbe", ports, where);
        mounts(container, where);
        Sequence variables = container.sequence("env");
        for (int i = 0; variables != null && i < variables.size(); i++) {
            String name = variables.get(i) instanceof Mapping variable ? variable.text("name") : "-";
            if (name == null || !isVariable(name)) {
                error(
                        Soundness.VARIABLE_NAME,
                        "Tried to give " + where + " the variable \"" + name
                                + "\", but a variable's name is one or more printable ASCII characters without =",
                        "change the name");
            }
        }
    }

    private void probe(Mapping container, String name, List<String> ports, Part where) {
        Mapping probe = container.mapping(name);
        if (probe != null) {
            probe(name, "httpGet", probe, ports, where);
            probe(name, "tcpSocket", probe, ports, where);
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
        List<Mapping> ports = Pods.mappings(container.sequence("ports"));
        var names = new ArrayList<String>(ports.size());
        for (Mapping port : ports) {
            String name = port.text("name");
            String number = port.text("containerPort");
            if (name != null) {
                if (!isPortName(name) || names.contains(name)) {
                    wrongPortName(name, where);
                }
                names.add(name);
            }
            if (number != null && !ServiceChecks.isPort(number)) {
                error(
                        Soundness.PORT_NUMBER,
                        "Tried to open the port " + number + " of " + where + ", but ports go from 1 to 65535",
                        "change the number");
            }
        }
        return names;
    }

    private void wrongPortName(String name, Part where) {
        if (isPortName(name)) {
            error(
                    Soundness.PORT_NAME,
                    "Tried to call a port of " + where + " \"" + name + "\", but it has one of that name already",
                    "give one of the two another name");
        } else {
            error(
                    Soundness.PORT_NAME,
                    "Tried to call a port of " + where + " \"" + name
                            + "\", but a port's name has 1 to 15 lower-case"
                            + " letters, digits and single hyphens, a letter among them",
                    "shorten or change the name");
        }
    }

    private static boolean isPortName(String name) {
        boolean letter = false;
        for (int i = 0; i < name.length(); i++) {
            letter |= name.charAt(i) >= 'a' && name.charAt(i) <= 'z';
        }
        return letter && name.length() <= 15 && Names.isLabel(name) && !name.contains("--");
    }

    private void probe(String name, String how, Mapping probe, List<String> ports, Part where) {
        Mapping action = probe.mapping(how);
        if (action != null
                && action.get("port") instanceof Leaf port
                && port.isString()
                && !ports.contains(port.text())) {
            String near = Names.nearest(port.text(), ports);
            object.error(
                    References.PROBE_PORT,
                    Fields.pathTo(object, action),
                    where + " " + port.text(),
                    "Tried to send the " + name + " of " + where + " to its port \"" + port.text() + "\", but it has "
                            + (ports.isEmpty() ? "no port with a name" : "only: " + String.join(", ", ports)),
                    near == null ? "give the container that port, or name one that it has" : "name \"" + near + "\"");
        }
    }

    private void mounts(Mapping container, Part where) {
        List<Mapping> mounts = Pods.mappings(container.sequence("volumeMounts"));
        for (int i = 0; i < mounts.size(); i++) {
            String path = String.valueOf(mounts.get(i).text("mountPath"));
            String volume = String.valueOf(mounts.get(i).text("name"));
            if (isAmong(mounts, i, "mountPath", path)) {
                mountedTwice(mounts, path, volume, where);
            }
            if (path.indexOf(':') >= 0) {
                refuse(volume, path, where, ", but a path has no colon", "change it");
            }
            if (!volumes.contains(volume)) {
                refuse(
                        volume,
                        path,
                        where,
                        ", but the pod has no volume of that name",
                        "add the volume, or mount one that is there");
            }
        }
    }

    private void refuse(String volume, String path, Part where, String why, String fix) {
        error(References.MOUNT, "Tried to mount " + volume + " at " + path + " in " + where + why, fix);
    }

    private void mountedTwice(List<Mapping> mounts, String path, String volume, Part where) {
        String other = "null";
        for (int i = mounts.size() - 1; i >= 0; i--) {
            if (path.equals(mounts.get(i).text("mountPath"))) {
                other = String.valueOf(mounts.get(i).text("name"));
            }
        }
        refuse(volume, path, where, ", but " + other + " is mounted there", "mount one of the two elsewhere");
    }

    private void error(Rule id, String message, String fix) {
        object.owner().findings().report(id, object, message, fix);
    }
}
