package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.Capabilities.Source;
import espalier.graph.ObjectGraph;
import espalier.platform.Capability;
import espalier.platform.MachineRoom;
import espalier.platform.MachineRoom.Part;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cluster has one of: more than one contradict each other, and some it cannot do without. */
final class OneOfEach {
    private static final FieldPath TYPE = FieldPath.of("spec", "type");
    private static final FieldPath METRICS = FieldPath.of("spec", "metrics");

    private final MachineRoom room;
    private final Capabilities installed;

    private OneOfEach(MachineRoom room, Capabilities installed) {
        this.room = room;
        this.installed = installed;
    }

    static void check(ObjectGraph graph, MachineRoom room, Capabilities installed) {
        var check = new OneOfEach(room, installed);
        for (Capability capability : Capability.values()) {
            check.twice(capability, twice(capability));
        }
        if (graph.cluster().node().holdsIncomplete()) {
            return; // what could not be made may be what is missing
        }
        check.missing(Capability.CNI, Platforms.CNI_MISSING, null, "no pod would start, not even those of Flux");
        check.missing(
                Capability.SERVICE_PROXY,
                Platforms.SERVICE_PROXY_MISSING,
                null,
                "no Service would lead anywhere, the API server's own included");
        check.missing(Capability.DNS, Platforms.DNS_MISSING, null, "Flux would find neither git nor its own sources");
        graph.ofKind("Service").forEach(check::service);
        graph.ofKind("HorizontalPodAutoscaler").forEach(check::scaler);
    }

    private static Rule twice(Capability capability) {
        return switch (capability) {
            case CNI -> Platforms.CNI_TWICE;
            case NETWORK_POLICY -> Platforms.NETWORK_POLICY_TWICE;
            case SERVICE_PROXY -> Platforms.SERVICE_PROXY_TWICE;
            case LOAD_BALANCER -> Platforms.LOAD_BALANCER_TWICE;
            case DNS -> Platforms.DNS_TWICE;
            case METRICS -> Platforms.METRICS_TWICE;
        };
    }

    private void twice(Capability capability, Rule rule) {
        List<Source> sources = installed.of(capability);
        Part part = room.part(capability);
        String elsewhere = room.elsewhere(capability);
        if (part != null && elsewhere != null) {
            room.node()
                    .findings()
                    .report(
                            rule,
                            room.node(),
                            "Tried to take a " + capability.words() + " from elsewhere (" + elsewhere + "), but "
                                    + room.title() + " brings " + part.name(),
                            part.off());
        }
        if (sources.isEmpty()) {
            return;
        }
        Source first = sources.get(0);
        if (part != null) {
            report(rule, capability, first, room.title() + " brings " + part.name(), part.off());
        } else if (elsewhere != null) {
            String known = "the cluster says that it has one from elsewhere: " + elsewhere;
            report(rule, capability, first, known, "take one of the two away");
        }
        for (Source other : sources.subList(1, sources.size())) {
            String has = first.name() + " is one, installed by " + first.object() + " at "
                    + first.object().origin();
            report(rule, capability, other, has, "take one of the two away");
        }
    }

    private static void report(Rule rule, Capability capability, Source source, String found, String fix) {
        source.object()
                .error(
                        rule,
                        "Tried to install " + source.name() + " by " + source.object() + " as " + capability.words()
                                + ", but " + found,
                        fix);
    }

    private boolean has(Capability capability) {
        return room.part(capability) != null
                || room.elsewhere(capability) != null
                || !installed.of(capability).isEmpty();
    }

    private void missing(Capability capability, Rule rule, @Nullable KubernetesObject reader, String without) {
        if (has(capability)) {
            return;
        }
        String message = "Tried to run " + (reader == null ? "a cluster on " + room.title() : reader.toString())
                + ", but there is no " + capability.words() + ", so that " + without;
        String fix = "install one that is known here, or say with has(Capability." + capability.name()
                + ", …) where it comes from";
        if (reader == null) {
            room.node().findings().report(rule, room.node(), message, fix);
        } else {
            reader.error(rule, message, fix);
        }
    }

    private void service(KubernetesObject service) {
        if (service.apiVersion().equals("v1")
                && TYPE.in(service.body()) instanceof Leaf type
                && type.text().equals("LoadBalancer")) {
            missing(
                    Capability.LOAD_BALANCER,
                    Platforms.LOAD_BALANCER_MISSING,
                    service,
                    "it gets no address, and what holds it never becomes ready");
        }
    }

    private void scaler(KubernetesObject scaler) {
        if (scalesByResource(scaler)) {
            missing(Capability.METRICS, Platforms.METRICS_MISSING, scaler, "it would never scale");
        }
    }

    private static boolean scalesByResource(KubernetesObject scaler) {
        if (METRICS.in(scaler.body()) instanceof Sequence metrics) {
            for (Value value : metrics) {
                if (value instanceof Mapping metric && "Resource".equals(metric.text("type"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
