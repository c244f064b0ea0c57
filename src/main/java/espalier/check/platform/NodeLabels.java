package espalier.check.platform;

import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import org.jspecify.annotations.Nullable;

/** The labels of machines: those that were said of them, those that Kubernetes gives, and those that nobody can know here. */
final class NodeLabels {
    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final String ROLE = "node-role.kubernetes.io/";

    private final MachineRoom room;

    NodeLabels(MachineRoom room) {
        this.room = room;
    }

    /** The value of the label {@code key}, null for one that the machine does not have; {@link #isUnknown} before. */
    @Nullable
    String value(Machine machine, String key) {
        String said = machine.labels().get(key);
        if (said != null) {
            return said;
        }
        return switch (key) {
            case HOSTNAME -> machine.hostname();
            case "kubernetes.io/os", "beta.kubernetes.io/os" -> "linux";
            case ROLE + "control-plane" -> machine.isControlPlane() ? room.controlPlaneLabel() : null;
            default -> null;
        };
    }

    /**
     * Whether the machine may have the label or not: one that the kubelet, a cloud, a discovery of features or the
     * distribution gives by itself.
     */
    boolean isUnknown(Machine machine, String key) {
        int slash = key.indexOf('/');
        if (slash < 0 || machine.labels().containsKey(key) || value(machine, key) != null) {
            return false;
        }
        if (key.startsWith(ROLE)) {
            boolean byVersion = key.equals(ROLE + "master") || key.equals(ROLE + "etcd");
            return byVersion && machine.isControlPlane();
        }
        String domain = key.substring(0, slash);
        for (String owner : new String[] {
            "kubernetes.io", "k8s.io", "nvidia.com", "intel.com", "amd.com", "k3s.io", "cattle.io", "talos.dev"
        }) {
            if (domain.endsWith(owner)) {
                return true;
            }
        }
        return false;
    }
}
