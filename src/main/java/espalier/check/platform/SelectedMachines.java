package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.check.Quantity;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.platform.Taint;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selectors of machines outside of pods: in custom resources, and in the values that charts make pods of. */
final class SelectedMachines {
    /** Kinds with a selector of machines, and where it stands: {@code []} for each of a list, {@code =} for plain labels. */
    private static final String[][] SELECTORS = {
        {"CiliumBGPClusterConfig", "spec", "nodeSelector"},
        {"CiliumBGPPeeringPolicy", "spec", "nodeSelector"},
        {"CiliumL2AnnouncementPolicy", "spec", "nodeSelector"},
        {"CiliumNodeConfig", "spec", "nodeSelector"},
        {"CiliumEgressGatewayPolicy", "spec", "egressGateway", "nodeSelector"},
        {"L2Advertisement", "spec", "nodeSelectors", "[]"},
        {"BGPAdvertisement", "spec", "nodeSelectors", "[]"},
        {"BGPPeer", "spec", "nodeSelectors", "[]"},
        {"Plan", "spec", "nodeSelector"},
        {"GpuDevicePlugin", "spec", "nodeSelector", "="},
        {"QatDevicePlugin", "spec", "nodeSelector", "="},
        {"NpuDevicePlugin", "spec", "nodeSelector", "="},
        {"RuntimeClass", "scheduling", "nodeSelector", "="}
    };

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final FieldPath NODE_SELECTOR = FieldPath.of("spec", "nodeSelector");

    private final MachineRoom room;
    private final NodeSelection selection;
    private final List<Sequence> tolerations = new ArrayList<>();

    private SelectedMachines(MachineRoom room, NodeSelection selection) {
        this.room = room;
        this.selection = selection;
    }

    /** Gives back the tolerations that stand in values of charts. */
    static List<Sequence> check(
            ObjectGraph graph, MachineRoom room, NodeSelection selection, List<InstalledChart> charts) {
        var selected = new SelectedMachines(room, selection);
        for (String[] selector : SELECTORS) {
            for (KubernetesObject object : graph.ofKind(selector[0])) {
                selected.follow(object, selector, 1, object.body());
            }
        }
        selected.findSharedSpeakers(graph.ofKind("CiliumBGPClusterConfig"));
        for (InstalledChart chart : charts) {
            selected.values(chart, FieldPath.ROOT, chart.values());
        }
        return selected.tolerations;
    }

    private void follow(KubernetesObject object, String[] selector, int at, Value value) {
        if (value instanceof Sequence list && at < selector.length && selector[at].equals("[]")) {
            for (Mapping element : Pods.mappings(list)) {
                follow(object, selector, at + 1, element);
            }
        } else if (value instanceof Mapping mapping) {
            if (at == selector.length || selector[at].equals("=")) {
                select(object, mapping, at == selector.length);
                return;
            }
            Value child = mapping.get(selector[at]);
            if (child != null) {
                follow(object, selector, at + 1, child);
            }
        }
    }

    private void select(KubernetesObject object, Mapping selector, boolean withExpressions) {
        for (Machine machine : room.machines()) {
            if (withExpressions ? selection.selects(machine, selector) : selection.hasAll(machine, selector)) {
                return;
            }
        }
        if (object.kind().equals("Plan") && isForOthers(selector)) {
            return;
        }
        object.error(
                Platforms.NODE_SELECTOR,
                null,
                selector,
                "Tried to apply " + object + " to machines with " + selector + ", but no machine is like that",
                Platforms.NODE_SELECTOR.fix());
    }

    /** Whether it only leaves machines out: an upgrade for the others is there before they are. */
    private static boolean isForOthers(Mapping selector) {
        List<Mapping> expressions = Pods.mappings(selector.sequence("matchExpressions"));
        boolean leavesOut = !expressions.isEmpty() && !selector.has("matchLabels");
        for (Mapping expression : expressions) {
            leavesOut &= "DoesNotExist".equals(expression.text("operator"));
        }
        return leavesOut;
    }

    /** Cilium gives a machine the first configuration that selects it, and says of every other one that it is in conflict. */
    private void findSharedSpeakers(List<KubernetesObject> configurations) {
        var refused = new HashSet<KubernetesObject>();
        for (Machine machine : room.machines()) {
            KubernetesObject first = null;
            for (KubernetesObject configuration : configurations) {
                Value selector = NODE_SELECTOR.in(configuration.body());
                boolean selects =
                        selector == null || selector instanceof Mapping mapping && selection.selects(machine, mapping);
                if (!selects) {
                    continue;
                }
                if (first == null) {
                    first = configuration;
                } else if (refused.add(configuration)) {
                    configuration.error(
                            Platforms.BGP_TWICE,
                            "Tried to let " + machine.hostname() + " speak BGP as " + configuration + " says, but "
                                    + first + " says so, too, made at " + first.origin()
                                    + ", and Cilium follows one of them on each machine",
                            Platforms.BGP_TWICE.fix());
                }
            }
        }
    }

    /** Charts call these what pods call them: {@code nodeSelector}, {@code tolerations}, {@code resources}. */
    private void values(InstalledChart chart, FieldPath path, Mapping values) {
        for (int i = 0; i < values.size(); i++) {
            String key = values.keyAt(i);
            Value value = values.valueAt(i);
            if (value instanceof Sequence list && key.equals("tolerations")) {
                tolerations.add(list);
            } else if (value instanceof Mapping mapping && key.equals("nodeSelector")) {
                selector(chart, path.field(key), mapping);
            } else if (value instanceof Mapping mapping && key.equals("nodeAffinity")) {
                affinity(chart, path.field(key).field(REQUIRED), mapping.mapping(REQUIRED));
            } else if (value instanceof Mapping mapping && (key.equals("limits") || key.equals("requests"))) {
                devices(chart, path.field(key), mapping);
            } else if (value instanceof Mapping mapping) {
                values(chart, path.field(key), mapping);
            }
        }
    }

    private void selector(InstalledChart chart, FieldPath path, Mapping selector) {
        for (Machine machine : room.machines()) {
            if (selection.hasAll(machine, selector)) {
                return;
            }
        }
        none(chart, path, selector);
    }

    private void affinity(InstalledChart chart, FieldPath path, @Nullable Mapping required) {
        if (required == null) {
            return;
        }
        for (Machine machine : room.machines()) {
            if (selection.anyTerm(machine, required)) {
                return;
            }
        }
        none(chart, path, required);
    }

    private static void none(InstalledChart chart, FieldPath path, Mapping selector) {
        chart.release()
                .error(
                        Platforms.NODE_SELECTOR,
                        null,
                        selector,
                        "Tried to run pods of " + chart + " on machines with " + selector + " (value " + path
                                + "), but no machine is like that",
                        Platforms.NODE_SELECTOR.fix());
    }

    private void devices(InstalledChart chart, FieldPath path, Mapping amounts) {
        for (int i = 0; i < amounts.size(); i++) {
            String device = amounts.keyAt(i);
            Double count = amounts.valueAt(i) instanceof Leaf leaf ? Quantity.parse(leaf.text()) : null;
            if (PodDemand.isDevice(device) && count != null && !anyHas(device, count)) {
                chart.release()
                        .error(
                                Platforms.DEVICE,
                                null,
                                amounts.text(device) + " of " + device,
                                "Tried to give pods of " + chart + " " + amounts.text(device) + " of " + device
                                        + " (value " + path + "), but no machine has as many",
                                Platforms.DEVICE.fix());
            }
        }
    }

    private boolean anyHas(String device, double count) {
        for (Machine machine : room.machines()) {
            if (machine.devices().getOrDefault(device, 0) >= count) {
                return true;
            }
        }
        return false;
    }

    /** A machine that is kept for somebody who does not exist. */
    static void findIdle(MachineRoom room, List<Sequence> tolerations) {
        for (Machine machine : room.machines()) {
            for (Taint taint : machine.taints()) {
                boolean role = taint.key().startsWith("node-role.kubernetes.io/")
                        || taint.key().equals("CriticalAddonsOnly");
                boolean soft = taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE;
                boolean tolerated = role || soft;
                for (Sequence list : tolerations) {
                    tolerated |= Tolerations.tolerate(list, taint);
                }
                if (!tolerated) {
                    machine.node()
                            .findings()
                            .report(
                                    Platforms.TAINT_FOR_NOBODY,
                                    machine.node(),
                                    "Tried to keep " + machine.hostname() + " for what tolerates " + taint
                                            + ", but no pod and no chart's values do",
                                    Platforms.TAINT_FOR_NOBODY.fix());
                }
            }
        }
    }
}
