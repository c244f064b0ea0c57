package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Amounts of memory, CPU and storage that the API server would refuse, or that nobody can mean. */
final class ResourceChecks {
    private static final FieldPath CLAIM = FieldPath.of("spec", "resources");
    private static final FieldPath TEMPLATES = FieldPath.of("spec", "volumeClaimTemplates");

    private final KubernetesObject object;

    private ResourceChecks(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        for (KubernetesObject object : graph.ofKind("PersistentVolumeClaim")) {
            if (CLAIM.in(object.body()) instanceof Mapping resources) {
                new ResourceChecks(object).resources(resources, object);
            }
        }
        for (Pod pod : pods) {
            new ResourceChecks(pod.object()).pod(pod);
        }
    }

    private void pod(Pod pod) {
        for (Mapping container : pod.containers()) {
            Mapping resources = container.mapping("resources");
            if (resources != null) {
                resources(resources, Part.container(container, object));
            }
        }
        Mapping whole = pod.spec().mapping("resources");
        if (whole != null) {
            resources(whole, pod);
        }
        if (TEMPLATES.in(object.body()) instanceof Sequence templates) {
            for (Mapping template : Pods.mappings(templates)) {
                if (CLAIM.in(template) instanceof Mapping resources) {
                    resources(resources, "the volumeClaimTemplates of " + object);
                }
            }
        }
        Sequence volumes = pod.spec().sequence("volumes");
        if (volumes != null) {
            for (Value value : volumes) {
                Mapping emptyDir = value instanceof Mapping volume ? volume.mapping("emptyDir") : null;
                if (emptyDir != null
                        && emptyDir.get("sizeLimit") instanceof Leaf limit
                        && value instanceof Mapping volume) {
                    amount("sizeLimit", limit, new Part("volume", volume, object));
                }
            }
        }
    }

    private void resources(Mapping resources, Object where) {
        Mapping requests = resources.mapping("requests");
        Mapping limits = resources.mapping("limits");
        for (Mapping amounts : new Mapping[] {requests, limits}) {
            if (amounts != null) {
                amounts.forEach((key, value) -> {
                    if (value instanceof Leaf leaf) {
                        amount(key, leaf, where);
                    }
                });
            }
        }
        if (requests != null) {
            requests.forEach((key, value) -> compare(key, value, limits == null ? null : limits.get(key), where));
        }
    }

    private void amount(String key, Leaf value, Object where) {
        String text = value.text();
        boolean bad = Quantity.parse(text) == null;
        boolean thousandths = text.endsWith("m") && !key.equals("cpu");
        Double number = Quantity.parse(text);
        boolean nothing = key.equals("storage") && number != null && number <= 0;
        if (bad || thousandths || nothing) {
            String why = bad
                    ? "an amount is a number with a unit such as m, Ki, Mi, Gi, k, M or G behind it"
                    : nothing ? "a claim asks for more than nothing" : "m stands for thousandths, here of a byte";
            String fix = nothing ? "write it as in 10Gi" : better(key, text);
            error("Tried to set " + key + " of " + where + " to \"" + text + "\", but " + why, fix);
        }
    }

    private static String better(String key, String text) {
        if (key.equals("cpu")) {
            return "write it as in 100m or 1.5";
        }
        String meant = Quantity.meant(text);
        return meant == null ? "write it as in 256Mi or 10Gi" : "write " + meant;
    }

    private void compare(String key, Value request, @Nullable Value limit, Object where) {
        if (!(request instanceof Leaf wanted)) {
            return;
        }
        if (!(limit instanceof Leaf most)) {
            if (isGivenOutWhole(key)) {
                error(
                        "Tried to set aside " + wanted.text() + " of " + key + " for " + where
                                + " without a limit, but what is given out in whole units is asked for by its limit",
                        "set the limit to " + wanted.text());
            }
            return;
        }
        Double asked = Quantity.parse(wanted.text());
        Double allowed = Quantity.parse(most.text());
        if (asked != null && allowed != null && asked > allowed) {
            error(
                    "Tried to set aside " + wanted.text() + " of " + key + " for " + where + ", but its limit is "
                            + most.text() + ", and Kubernetes refuses more than the limit",
                    "raise the limit, or ask for less");
        } else if (asked != null && allowed != null && asked < allowed && isGivenOutWhole(key)) {
            error(
                    "Tried to set aside " + wanted.text() + " of " + key + " for " + where + " with the limit "
                            + most.text()
                            + ", but of what is given out in whole units nobody gets more than was set aside",
                    "make both the same, or leave the request away");
        }
    }

    /** Devices, of which the names have a domain, and large pages: Kubernetes refuses a request that is not the limit. */
    private static boolean isGivenOutWhole(String key) {
        int slash = key.indexOf('/');
        return slash > 0 ? !key.substring(0, slash).endsWith("kubernetes.io") : key.startsWith("hugepages-");
    }

    private void error(String message, String fix) {
        object.owner().findings().report(Soundness.QUANTITY, object, message, fix);
    }
}
