package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.WholeNumber;
import espalier.check.soundness.Duration.Form;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that hold a time, and times in them that their controller does not take. */
final class DurationFields {
    private static final Set<String> FLUX = Set.of("interval", "retryInterval", "timeout");
    private static final List<String> FLUX_KINDS = List.of(
            "Kustomization",
            "HelmRelease",
            "GitRepository",
            "OCIRepository",
            "HelmRepository",
            "HelmChart",
            "Bucket",
            "ImageRepository",
            "ImagePolicy",
            "ImageUpdateAutomation",
            "Receiver",
            "Provider");
    private static final Set<String> OPAQUE = Set.of("values", "postBuild", "patches", "postRenderers", "metadata");

    /** A field by the keys that lead to it, {@code []} for the elements of a list. */
    private record Field(String group, String kind, Form form, List<String> path) {
        static Field of(String group, String kind, Form form, String... path) {
            return new Field(group, kind, form, List.of(path));
        }
    }

    private static final List<Field> FIELDS = List.of(
            Field.of("cert-manager.io", "Certificate", Form.GO, "spec", "duration"),
            Field.of("cert-manager.io", "Certificate", Form.GO, "spec", "renewBefore"),
            Field.of("external-secrets.io", "ExternalSecret", Form.GO, "spec", "refreshInterval"),
            Field.of("external-secrets.io", "ClusterExternalSecret", Form.GO, "spec", "refreshTime"),
            Field.of("external-secrets.io", "PushSecret", Form.GO, "spec", "refreshInterval"),
            Field.of("fluxcd.controlplane.io", "FluxInstance", Form.FLUX, "spec", "sync", "interval"),
            Field.of(
                    "gateway.networking.k8s.io",
                    "HTTPRoute",
                    Form.GATEWAY,
                    "spec",
                    "rules",
                    "[]",
                    "timeouts",
                    "request"),
            Field.of(
                    "gateway.networking.k8s.io",
                    "HTTPRoute",
                    Form.GATEWAY,
                    "spec",
                    "rules",
                    "[]",
                    "timeouts",
                    "backendRequest"),
            Field.of("monitoring.coreos.com", "ServiceMonitor", Form.PROMETHEUS, "spec", "endpoints", "[]", "interval"),
            Field.of(
                    "monitoring.coreos.com",
                    "ServiceMonitor",
                    Form.PROMETHEUS,
                    "spec",
                    "endpoints",
                    "[]",
                    "scrapeTimeout"),
            Field.of(
                    "monitoring.coreos.com",
                    "PodMonitor",
                    Form.PROMETHEUS,
                    "spec",
                    "podMetricsEndpoints",
                    "[]",
                    "interval"),
            Field.of("monitoring.coreos.com", "PrometheusRule", Form.PROMETHEUS, "spec", "groups", "[]", "interval"),
            Field.of(
                    "monitoring.coreos.com",
                    "PrometheusRule",
                    Form.PROMETHEUS,
                    "spec",
                    "groups",
                    "[]",
                    "rules",
                    "[]",
                    "for"),
            Field.of("velero.io", "Schedule", Form.GO, "spec", "template", "ttl"),
            Field.of("velero.io", "Backup", Form.GO, "spec", "ttl"));

    private final KubernetesObject object;

    private DurationFields(KubernetesObject object) {
        this.object = object;
    }

    static void check(ObjectGraph graph) {
        for (String kind : FLUX_KINDS) {
            for (KubernetesObject object : graph.ofKind(kind)) {
                flux(object);
            }
        }
        for (Field field : FIELDS) {
            for (KubernetesObject object : graph.ofKind(field.kind())) {
                if (object.identity().group().equals(field.group())) {
                    new DurationFields(object).follow(field, 0, object.body());
                }
            }
        }
    }

    /** A construct takes a java.time.Duration, and a Kustomization's time-out may not be known yet. */
    private static void flux(KubernetesObject object) {
        boolean written = !object.patchedAt().isEmpty() || object.isRaw();
        String group = written ? object.identity().group() : "";
        Mapping spec = group.endsWith(".toolkit.fluxcd.io") ? object.body().mapping("spec") : null;
        if (spec != null) {
            new DurationFields(object).flux(spec, "spec", group.startsWith("source."));
        }
    }

    private void flux(Mapping mapping, String path, boolean source) {
        for (int i = 0; i < mapping.size(); i++) {
            String key = mapping.keyAt(i);
            Value value = mapping.valueAt(i);
            if (FLUX.contains(key)) {
                boolean shortForm = source && key.equals("timeout");
                Form form = shortForm ? Form.FLUX_SHORT : Form.FLUX;
                if (isWrong(value, form)) {
                    tell(path + "." + key, (Leaf) value, form);
                }
            } else if (value instanceof Mapping child && !OPAQUE.contains(key)) {
                flux(child, path + "." + key, source);
            }
        }
    }

    private void follow(Field field, int at, @Nullable Value value) {
        if (value == null) {
            return;
        }
        if (at == field.path().size()) {
            if (isWrong(value, field.form())) {
                tell(String.join(".", field.path()).replace(".[]", "[]"), (Leaf) value, field.form());
            }
        } else if (value instanceof Sequence sequence && field.path().get(at).equals("[]")) {
            for (Value child : sequence) {
                follow(field, at + 1, child);
            }
        } else if (value instanceof Mapping mapping) {
            follow(field, at + 1, mapping.get(field.path().get(at)));
        }
    }

    /** What Flux substitutes before it applies is not known here. */
    private static boolean isWrong(Value value, Form form) {
        return value instanceof Leaf leaf
                && (!leaf.isString() || !Duration.is(leaf.text(), form))
                && !leaf.text().contains("${")
                && !(leaf.text().equals("null") && !leaf.isString());
    }

    private void tell(String path, Leaf leaf, Form form) {
        object.error(
                Soundness.DURATION,
                "Tried to set " + path + " of " + object + " to "
                        + (leaf.isString() ? "\"" + leaf.text() + "\"" : leaf.text()) + ", but a time there is "
                        + form.words(),
                better(leaf.text()));
    }

    private static String better(String text) {
        int last = text.length() - 1;
        Long number = last < 1 ? null : WholeNumber.parse(text.substring(0, last));
        if (number != null && number > 0 && number < 10_000 && text.charAt(last) == 'd') {
            return "write " + number * 24 + "h";
        }
        Long seconds = WholeNumber.parse(text);
        return seconds == null ? "write it so" : "write " + seconds + "s, if seconds are meant";
    }
}
