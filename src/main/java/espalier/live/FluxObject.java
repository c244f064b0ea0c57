package espalier.live;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of Flux's objects as the API server last showed it. */
public final class FluxObject {
    static final String REQUESTED = "reconcile.fluxcd.io/requestedAt";
    /** Who sets nothing but {@code suspend}, so that the API server's note of the time is of that alone. */
    static final String SUSPENDER = "espalier-suspend";

    private static final String OWNER = "kustomize.toolkit.fluxcd.io/";

    private final FluxKind kind;
    private final GenericKubernetesResource resource;

    FluxObject(FluxKind kind, GenericKubernetesResource resource) {
        this.kind = kind;
        this.resource = resource;
    }

    public FluxKind kind() {
        return kind;
    }

    public String name() {
        return resource.getMetadata().getName();
    }

    public String namespace() {
        return resource.getMetadata().getNamespace();
    }

    /** By what others name it. */
    Reference reference() {
        return new Reference(kind, namespace(), name());
    }

    /** How far Flux is with it. */
    public FluxState state() {
        if (isSuspended()) {
            return FluxState.SUSPENDED;
        }
        Map<?, ?> ready = condition("Ready");
        if (ready == null || !isObserved()) {
            return FluxState.WORKING;
        }
        String status = text(ready, "status");
        if (status.equals("True")) {
            return FluxState.READY;
        }
        if (isTrue("Stalled")) {
            return FluxState.STALLED;
        }
        if (text(ready, "reason").equals("DependencyNotReady")) {
            return FluxState.WAITING;
        }
        boolean trying = status.equals("Unknown")
                || isTrue("Reconciling") && text(ready, "reason").equals("Progressing");
        return trying ? FluxState.WORKING : FluxState.FAILED;
    }

    /** Whether somebody stopped it. */
    public boolean isSuspended() {
        return Boolean.TRUE.equals(at("spec", "suspend"));
    }

    /** Since when it is suspended, as the API server noted; empty where it did not. */
    public String suspendedSince() {
        ManagedFieldsEntry entry = suspension();
        return entry == null || entry.getTime() == null ? "" : entry.getTime();
    }

    /** The program that suspended it, as the API server noted; empty where it did not. */
    public String suspendedBy() {
        ManagedFieldsEntry entry = suspension();
        String manager = entry == null || entry.getManager() == null ? "" : entry.getManager();
        return manager.equals(SUSPENDER) ? "espalier" : manager.equals("kustomize-controller") ? "git" : manager;
    }

    /** Since when and by what it is suspended, as in {@code since 2026-01-02T03:04:05Z by flux}; empty where nobody knows. */
    public String suspendedHow() {
        String since = suspendedSince();
        String by = suspendedBy();
        return ((since.isEmpty() ? "" : "since " + since) + (by.isEmpty() ? "" : " by " + by)).strip();
    }

    private @Nullable ManagedFieldsEntry suspension() {
        for (ManagedFieldsEntry entry : managedFields()) {
            boolean spec = entry.getFieldsV1() != null
                    && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> fields
                    && fields.containsKey("f:suspend");
            if (spec) {
                return entry;
            }
        }
        return null;
    }

    private List<ManagedFieldsEntry> managedFields() {
        List<ManagedFieldsEntry> entries = resource.getMetadata().getManagedFields();
        return entries == null ? List.of() : entries;
    }

    /** Whether Flux has looked at what the object says now. */
    boolean isObserved() {
        Object observed = at("status", "observedGeneration");
        Long generation = resource.getMetadata().getGeneration();
        return generation == null || observed instanceof Number number && number.longValue() == generation;
    }

    /** Whether Flux has come to its end with what was asked for by {@code request}. */
    boolean hasHandled(String request) {
        return request.equals(at("status", "lastHandledReconcileAt"));
    }

    /** What it has applied or fetched, as {@code main@sha1:…}; empty for nothing yet. */
    public String revision() {
        for (String[] path : new String[][] {
            {"status", "lastAppliedRevision"}, {"status", "artifact", "revision"}, {"status", "lastAttemptedRevision"}
        }) {
            if (at(path) instanceof String revision) {
                return revision;
            }
        }
        if (at("status", "history") instanceof List<?> history
                && !history.isEmpty()
                && history.get(0) instanceof Map<?, ?> last) {
            return text(last, "chartVersion");
        }
        return "";
    }

    /** What it has fetched or tried to apply last. */
    String attempted() {
        return at("status", "lastAttemptedRevision") instanceof String revision ? revision : revision();
    }

    /** Why it is as it is, in one word of Flux's; empty where Flux has said nothing. */
    public String reason() {
        Map<?, ?> ready = condition("Ready");
        return ready == null ? "" : text(ready, "reason");
    }

    /** What Flux says of it, on one line. */
    public String message() {
        Map<?, ?> ready = condition("Ready");
        return ready == null
                ? "Flux has not looked at it yet"
                : text(ready, "message").strip().replace('\n', ' ');
    }

    /** Since when it is ready, or is not, in the API's own notation; empty where Flux has said nothing. */
    public String since() {
        Map<?, ?> ready = condition("Ready");
        return ready == null ? "" : text(ready, "lastTransitionTime");
    }

    /** Where a Kustomization finds its files; empty for other kinds. */
    String path() {
        return at("spec", "path") instanceof String path ? path : "";
    }

    /** The source that it takes its content from, as kind, namespace and name; null for a source itself. */
    @Nullable
    Reference source() {
        for (String[] path :
                new String[][] {{"spec", "sourceRef"}, {"spec", "chartRef"}, {"spec", "chart", "spec", "sourceRef"}}) {
            if (at(path) instanceof Map<?, ?> reference) {
                FluxKind of = FluxKind.named(text(reference, "kind"));
                String namespace = text(reference, "namespace");
                if (of != null) {
                    return new Reference(of, namespace.isEmpty() ? namespace() : namespace, text(reference, "name"));
                }
            }
        }
        return null;
    }

    /** The value of an annotation; empty where it has none of that name. */
    String annotation(String name) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    /** The HelmChart of a HelmRelease, by its namespace and name; empty for other kinds, and where none is made yet. */
    String chart() {
        return at("status", "helmChart") instanceof String chart ? chart : "";
    }

    /** The Kustomization that applies it; null where none does. */
    @Nullable
    Reference owner() {
        Map<String, String> labels = resource.getMetadata().getLabels();
        String name = labels == null ? null : labels.get(OWNER + "name");
        String namespace = labels == null ? null : labels.get(OWNER + "namespace");
        return name == null || namespace == null ? null : new Reference(FluxKind.KUSTOMIZATION, namespace, name);
    }

    /** What it waits for. */
    List<Reference> dependsOn() {
        var before = new ArrayList<Reference>();
        if (at("spec", "dependsOn") instanceof List<?> dependencies) {
            for (Object each : dependencies) {
                if (each instanceof Map<?, ?> dependency) {
                    String namespace = text(dependency, "namespace");
                    before.add(new Reference(
                            kind, namespace.isEmpty() ? namespace() : namespace, text(dependency, "name")));
                }
            }
        }
        return before;
    }

    /** Whether it is ready only when what it applies is. */
    boolean waits() {
        return Boolean.TRUE.equals(at("spec", "wait"));
    }

    /** Which object is meant. */
    record Reference(FluxKind kind, String namespace, String name) {}

    private boolean isTrue(String type) {
        Map<?, ?> condition = condition(type);
        return condition != null && text(condition, "status").equals("True");
    }

    private @Nullable Map<?, ?> condition(String type) {
        if (at("status", "conditions") instanceof List<?> conditions) {
            for (Object each : conditions) {
                if (each instanceof Map<?, ?> condition && type.equals(condition.get("type"))) {
                    return condition;
                }
            }
        }
        return null;
    }

    private @Nullable Object at(String... path) {
        Object value = resource.getAdditionalProperties();
        for (String key : path) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(key);
        }
        return value;
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    /** Everything that Flux may be asked about, names of one namespace first, in the order of the alphabet. */
    static List<FluxObject> sorted(List<FluxObject> objects) {
        var sorted = new ArrayList<>(objects);
        sorted.sort(java.util.Comparator.comparing(FluxObject::kind)
                .thenComparing(FluxObject::namespace)
                .thenComparing(FluxObject::name));
        return sorted;
    }

    /** As commands take it: {@code kustomization/apps-redis}. */
    @Override
    public String toString() {
        return kind.kind() + " " + namespace() + "/" + name();
    }
}
