package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts of memory, CPU and storage that the API server would refuse, or that nobody can mean. */
final class ResourceChecks {
    private static final FieldPath CLAIM = FieldPath.of("spec", "resources");
    private static final int LEAST_BYTES = 1 << 20;
    private static final FieldPath TEMPLATES = FieldPath.of("spec", "volumeClaimTemplates");

    /** What amounts come to that were read before: most are written many times. */
    private final Map<String, @Nullable Double> read;

    private final KubernetesObject object;

    private ResourceChecks(KubernetesObject object, Map<String, @Nullable Double> read) {
        this.object = object;
        this.read = read;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        var read = new HashMap<String, @Nullable Double>();
        for (KubernetesObject object : graph.ofKind("PersistentVolumeClaim")) {
            if (CLAIM.in(object.body()) instanceof Mapping resources) {
                new ResourceChecks(object, read).resources(resources, object);
            }
        }
        for (Pod pod : pods) {
            new ResourceChecks(pod.object(), read).pod(pod);
        }
    }

    private @Nullable Double parse(String amount) {
        Double known = read.get(amount);
        if (known == null) {
            known = Quantity.parse(amount);
            if (known != null) {
                read.put(amount, known);
            }
        }
        return known;
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
        if (object.kind().equals("StatefulSet")) {
            templates();
        }
        Sequence volumes = pod.spec().sequence("volumes");
        for (int i = 0; volumes != null && i < volumes.size(); i++) {
            if (volumes.get(i) instanceof Mapping volume
                    && volume.get("emptyDir") instanceof Mapping emptyDir
                    && emptyDir.get("sizeLimit") instanceof Leaf limit) {
                amount("sizeLimit", limit, new Part("volume", volume, object));
            }
        }
    }

    private void templates() {
        if (TEMPLATES.in(object.body()) instanceof Sequence templates) {
            for (Mapping template : Pods.mappings(templates)) {
                if (CLAIM.in(template) instanceof Mapping resources) {
                    resources(resources, "the volumeClaimTemplates of " + object);
                }
            }
        }
    }

    private void resources(Mapping resources, Object where) {
        Mapping requests = resources.mapping("requests");
        Mapping limits = resources.mapping("limits");
        amounts(requests, where);
        amounts(limits, where);
        for (int i = 0; requests != null && i < requests.size(); i++) {
            String key = requests.keyAt(i);
            compare(key, requests.valueAt(i), limits == null ? null : limits.get(key), where);
        }
    }

    private void amounts(@Nullable Mapping amounts, Object where) {
        for (int i = 0; amounts != null && i < amounts.size(); i++) {
            if (amounts.valueAt(i) instanceof Leaf leaf) {
                amount(amounts.keyAt(i), leaf, where);
            }
        }
    }

    private void amount(String key, Leaf value, Object where) {
        String text = value.text();
        Double number = parse(text);
        boolean bad = number == null;
        boolean thousandths = text.endsWith("m") && !key.equals("cpu");
        boolean nothing = key.equals("storage") && number != null && number <= 0;
        boolean bytes = !nothing && isFew(key, text, number);
        if (bad || thousandths || nothing || bytes) {
            String why = bytes
                    ? "without a unit that is " + text + (text.equals("1") ? " byte" : " bytes")
                    : bad
                            ? "an amount is a number with a unit such as m, Ki, Mi, Gi, k, M or G behind it"
                            : nothing
                                    ? "a claim asks for more than nothing"
                                    : "m stands for thousandths, here of a byte";
            String fix = nothing ? "write it as in 10Gi" : better(key, text);
            error("Tried to set " + key + " of " + where + " to \"" + text + "\", but " + why, fix);
        }
    }

    /** Whether {@code text} is a bare number that was meant with a unit: less than a program or a file system can begin with. */
    private static boolean isFew(String key, String text, @Nullable Double number) {
        boolean isSize = key.equals("memory") || key.equals("storage") || key.equals("ephemeral-storage");
        return isSize && number != null && number > 0 && number < LEAST_BYTES && isBare(text);
    }

    private static boolean isBare(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i)) && text.charAt(i) != '.') {
                return false;
            }
        }
        return true;
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
                unlimited(key, wanted, where);
            }
            return;
        }
        Double asked = parse(wanted.text());
        Double allowed = parse(most.text());
        if (asked != null && allowed != null && (asked > allowed || asked < allowed && isGivenOutWhole(key))) {
            apart(key, wanted, most, asked > allowed, where);
        }
    }

    private void unlimited(String key, Leaf wanted, Object where) {
        error(
                "Tried to set aside " + wanted.text() + " of " + key + " for " + where
                        + " without a limit, but what is given out in whole units is asked for by its limit",
                "set the limit to " + wanted.text());
    }

    private void apart(String key, Leaf wanted, Leaf most, boolean isTooMuch, Object where) {
        String tried = "Tried to set aside " + wanted.text() + " of " + key + " for " + where;
        if (isTooMuch) {
            error(
                    tried + ", but its limit is " + most.text() + ", and Kubernetes refuses more than the limit",
                    "raise the limit, or ask for less");
        } else {
            error(
                    tried + " with the limit " + most.text()
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
