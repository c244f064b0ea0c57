package espalier.live;

import espalier.doctor.Right;
import espalier.hidden.Hidden;
import espalier.hidden.Mask;
import espalier.json.JsonLine;
import espalier.tree.Mapping;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets of a running cluster.
 *
 * <p>An API server's message can repeat what it was sent, cut anywhere: where it shows but a piece of a value, it is left out.
 */
public final class LiveSecrets {
    /** Who is said to have written the values; Flux takes over nothing from it. */
    private static final String MANAGER = "espalier";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String cluster;

    LiveSecrets(KubernetesClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /** The Secret, or null where there is none. */
    public @Nullable StoredSecret get(String namespace, String name) throws LiveException {
        Secret secret = ask(
                "get",
                Map.of(),
                () -> client.secrets().inNamespace(namespace).withName(name).get());
        return secret == null ? null : stored(secret);
    }

    /** Those of all namespaces that carry {@code label}, as in {@code app=web}, by namespace and name. */
    public List<StoredSecret> labelled(String label) throws LiveException {
        int equals = label.indexOf('=');
        var found = new ArrayList<StoredSecret>();
        ask(
                        "list",
                        Map.of(),
                        () -> client.secrets()
                                .inAnyNamespace()
                                .withLabel(label.substring(0, equals), label.substring(equals + 1))
                                .list()
                                .getItems())
                .forEach(secret -> found.add(stored(secret)));
        found.sort(Comparator.comparing(StoredSecret::namespace).thenComparing(StoredSecret::name));
        return found;
    }

    private static StoredSecret stored(Secret secret) {
        var data = new LinkedHashMap<String, Hidden>();
        if (secret.getData() != null) {
            secret.getData().forEach((key, value) -> data.put(key, Hidden.ofBase64(value == null ? "" : value)));
        }
        ObjectMeta metadata = secret.getMetadata();
        return new StoredSecret(
                metadata.getNamespace(),
                metadata.getName(),
                secret.getType() == null ? "Opaque" : secret.getType(),
                data,
                maker(metadata),
                metadata.getDeletionTimestamp() != null
                        ? "it is about to go"
                        : Boolean.TRUE.equals(secret.getImmutable()) ? "it is immutable" : "",
                metadata.getResourceVersion());
    }

    private static String maker(ObjectMeta metadata) {
        List<OwnerReference> owners = metadata.getOwnerReferences();
        if (owners != null && !owners.isEmpty()) {
            return owners.get(0).getKind() + " " + owners.get(0).getName();
        }
        String kustomization = label(metadata.getLabels(), "kustomize.toolkit.fluxcd.io/name");
        String release = label(metadata.getAnnotations(), "meta.helm.sh/release-name");
        return !kustomization.isEmpty()
                ? "the Kustomization " + kustomization
                : release.isEmpty() ? "" : "the release " + release;
    }

    private static String label(@Nullable Map<String, String> labels, String key) {
        return labels == null ? "" : labels.getOrDefault(key, "");
    }

    /**
     * Makes a Secret that is not there.
     *
     * @return false where somebody made one meanwhile, which is left as it is
     */
    public boolean create(
            String namespace, String name, String type, Map<String, String> labels, Map<String, Hidden> values)
            throws LiveException {
        Mapping metadata = Mapping.of("name", name).put("namespace", namespace);
        if (!labels.isEmpty()) {
            var all = new Mapping();
            labels.forEach(all::put);
            metadata.put("labels", all);
        }
        String body = JsonLine.text(Mapping.of("apiVersion", "v1")
                .put("kind", "Secret")
                .put("metadata", metadata)
                .put("type", type)
                .put("data", data(values)));
        String path = "/api/v1/namespaces/" + namespace + "/secrets?fieldManager=" + MANAGER;
        return unlessConflict(() -> ask("create", values, () -> client.raw(path, "POST", body)));
    }

    /**
     * Sets the keys of {@code values}, and leaves the others alone.
     *
     * @param before as it was read
     * @return false where it was changed meanwhile, and so is left as it is
     */
    public boolean set(StoredSecret before, Map<String, Hidden> values) throws LiveException {
        String patch = JsonLine.text(Mapping.of("metadata", Mapping.of("resourceVersion", before.version()))
                .put("data", data(values)));
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(MANAGER)
                .build();
        return unlessConflict(() -> ask(
                "patch",
                values,
                () -> client.secrets()
                        .inNamespace(before.namespace())
                        .withName(before.name())
                        .patch(context, patch)));
    }

    private static Mapping data(Map<String, Hidden> values) {
        var data = new Mapping();
        values.forEach((key, value) -> data.put(key, value.base64()));
        return data;
    }

    private interface Write {
        @Nullable
        Object now() throws LiveException;
    }

    private static boolean unlessConflict(Write write) throws LiveException {
        try {
            write.now();
            return true;
        } catch (LiveException e) {
            if (e.getCause() instanceof KubernetesClientException said && said.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private <T> T ask(String verb, Map<String, Hidden> sent, Supplier<T> question) throws LiveException {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            String words = words(e, Mask.of(sent.values()));
            if (e.getCode() == 403 && (words.contains(" cannot ") || words.startsWith("403 "))) {
                throw new LiveException(Rights.missing(new Right("", "secrets", verb), words), bare(e));
            }
            if (e.getCode() == 401) {
                throw new LiveException(
                        "the API server does not know this user: the credential of " + cluster
                                + " is missing or has expired",
                        bare(e));
            }
            throw new LiveException("the API server of " + cluster + " says: " + words, bare(e));
        }
    }

    private static String words(KubernetesClientException e, Mask mask) {
        String status = e.getStatus() == null ? null : e.getStatus().getMessage();
        Throwable cause = e.getCause();
        if (status == null && cause != null && cause.getClass().getName().startsWith("java.")) {
            status = cause.toString(); // nobody answered, and so nobody repeats anything
        }
        return status != null && !mask.isBetrayedBy(status)
                ? status
                : e.getCode() + " "
                        + (e.getStatus() == null ? "" : e.getStatus().getReason())
                        + " (its message may show a value, and is left out)";
    }

    /** Without the message, which a stack trace would show. */
    private static KubernetesClientException bare(KubernetesClientException e) {
        return new KubernetesClientException("", e.getCode(), null);
    }
}
