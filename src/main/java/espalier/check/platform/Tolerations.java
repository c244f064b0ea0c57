package espalier.check.platform;

import espalier.check.Pods;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.platform.Taint;
import espalier.platform.Taint.Effect;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which taints pods put up with. */
final class Tolerations {
    private static final Taint CONTROL_PLANE =
            new Taint("node-role.kubernetes.io/control-plane", "", Effect.NO_SCHEDULE);

    private Tolerations() {}

    /** What keeps pods off {@code machine}: what was said of it, and what the distribution does to a control plane. */
    static List<Taint> of(Machine machine, MachineRoom room) {
        var taints = new ArrayList<Taint>(machine.taints());
        if (machine.isControlPlane() && room.isControlPlaneTainted() && !taints.contains(CONTROL_PLANE)) {
            taints.add(CONTROL_PLANE);
        }
        taints.removeIf(taint -> taint.effect() == Effect.PREFER_NO_SCHEDULE);
        return taints;
    }

    /** The first of {@code taints} that {@code tolerations} do not tolerate, or null. */
    static @Nullable Taint against(List<Taint> taints, @Nullable Sequence tolerations) {
        for (Taint taint : taints) {
            if (!tolerate(tolerations, taint)) {
                return taint;
            }
        }
        return null;
    }

    static boolean tolerate(@Nullable Sequence tolerations, Taint taint) {
        for (Mapping toleration : Pods.mappings(tolerations)) {
            String key = toleration.text("key");
            String effect = toleration.text("effect");
            String value = toleration.text("value");
            boolean exists = "Exists".equals(toleration.text("operator"));
            boolean sameKey = key == null || key.isEmpty() ? exists : key.equals(taint.key());
            boolean sameValue = exists || taint.value().equals(value == null ? "" : value);
            boolean sameEffect = effect == null
                    || effect.isEmpty()
                    || effect.equals(taint.effect().word());
            if (sameKey && sameValue && sameEffect) {
                return true;
            }
        }
        return false;
    }
}
