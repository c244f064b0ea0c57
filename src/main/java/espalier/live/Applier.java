package espalier.live;

import espalier.doctor.Right;
import espalier.json.JsonLine;
import espalier.json.JsonReader;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts objects into a cluster, as {@code kubectl apply --server-side} does, and waits for them. */
public final class Applier {
    /** The name under which kubectl applies: what it owns, Flux takes over, so that a field which leaves git is removed. */
    public static final String KUBECTL = "kubectl";

    private final KubernetesClient client;
    private final String cluster;
    private final Map<String, ResourceDefinitionContext> kinds = new HashMap<>();

    Applier(KubernetesClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /** Whether the cluster has the kind. */
    public boolean serves(String apiVersion, String kind) throws LiveException {
        return kind(apiVersion, kind) != null;
    }

    /** The object that has the kind and the name of {@code object}; null where there is none. */
    public @Nullable Mapping get(Mapping object) throws LiveException {
        return get(
                text(object, "apiVersion"),
                text(object, "kind"),
                metadata(object, "namespace"),
                metadata(object, "name"));
    }

    /** The object, or null where there is none. */
    public @Nullable Mapping get(String apiVersion, String kind, String namespace, String name) throws LiveException {
        ResourceDefinitionContext context = kind(apiVersion, kind);
        if (context == null) {
            return null;
        }
        GenericKubernetesResource found =
                ask(context, "get", () -> at(context, namespace, name).get());
        return found == null ? null : tree(found);
    }

    /** The Secrets in {@code namespace} that have all of {@code labels}. */
    public List<Mapping> secrets(String namespace, Map<String, String> labels) throws LiveException {
        ResourceDefinitionContext context = need("v1", "Secret");
        return ask(
                        context,
                        "list",
                        () -> client.genericKubernetesResources(context)
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems())
                .stream()
                .map(this::tree)
                .toList();
    }

    /** Applies {@code object} in the name of {@code manager}, who then owns its fields; gives it as it is then. */
    public Mapping apply(Mapping object, String manager) throws LiveException {
        return apply(object, manager, false);
    }

    /** What would come of {@link #apply}; nothing is changed. */
    public Mapping tryToApply(Mapping object, String manager) throws LiveException {
        return apply(object, manager, true);
    }

    private Mapping apply(Mapping object, String manager, boolean dryRun) throws LiveException {
        ResourceDefinitionContext context = need(text(object, "apiVersion"), text(object, "kind"));
        var options = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true);
        if (dryRun) {
            options.withDryRun(List.of("All"));
        }
        GenericKubernetesResource wanted =
                client.getKubernetesSerialization().unmarshal(JsonLine.text(object), GenericKubernetesResource.class);
        return tree(ask(
                context,
                "patch",
                () -> all(context, metadata(object, "namespace"))
                        .resource(wanted)
                        .patch(options.build())));
    }

    /** Deletes the object, if it is there. */
    public void delete(String apiVersion, String kind, String namespace, String name) throws LiveException {
        ResourceDefinitionContext context = need(apiVersion, kind);
        ask(context, "delete", () -> at(context, namespace, name).delete());
    }

    /**
     * Waits until {@code wanted} is true of the object, by a watch.
     *
     * @return the object, or null when time ran out
     */
    public @Nullable Mapping await(Mapping object, Predicate<Mapping> wanted, Deadline deadline) throws LiveException {
        ResourceDefinitionContext context = need(text(object, "apiVersion"), text(object, "kind"));
        try {
            GenericKubernetesResource found = ask(
                    context,
                    "watch",
                    () -> at(context, metadata(object, "namespace"), metadata(object, "name"))
                            .waitUntilCondition(
                                    seen -> seen != null && wanted.test(tree(seen)),
                                    Math.max(1, deadline.left().toMillis()),
                                    TimeUnit.MILLISECONDS));
            return found == null ? null : tree(found);
        } catch (KubernetesClientTimeoutException e) {
            return null;
        }
    }

    private Resource<GenericKubernetesResource> at(ResourceDefinitionContext context, String namespace, String name) {
        return all(context, namespace).withName(name);
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            all(ResourceDefinitionContext context, String namespace) {
        var all = client.genericKubernetesResources(context);
        return context.isNamespaceScoped() ? all.inNamespace(namespace.isEmpty() ? "default" : namespace) : all;
    }

    private ResourceDefinitionContext need(String apiVersion, String kind) throws LiveException {
        ResourceDefinitionContext context = kind(apiVersion, kind);
        if (context == null) {
            throw new LiveException(name() + " has no kind " + kind + " of " + apiVersion);
        }
        return context;
    }

    private String name() {
        return "the cluster " + cluster;
    }

    /** The kind as the API server has it in its addresses; null where it does not serve it. */
    private @Nullable ResourceDefinitionContext kind(String apiVersion, String kind) throws LiveException {
        String key = apiVersion + " " + kind;
        ResourceDefinitionContext known = kinds.get(key);
        if (known != null) {
            return known;
        }
        int slash = apiVersion.indexOf('/');
        String list = raw(slash < 0 ? "/api/" + apiVersion : "/apis/" + apiVersion);
        Sequence resources = list == null ? null : ((Mapping) JsonReader.read(list)).sequence("resources");
        if (resources == null) {
            return null;
        }
        for (Value each : resources) {
            Mapping resource = (Mapping) each;
            String plural = text(resource, "name");
            if (text(resource, "kind").equals(kind) && plural.indexOf('/') < 0) {
                var context = new ResourceDefinitionContext.Builder()
                        .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
                        .withVersion(apiVersion.substring(slash + 1))
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(resource.get("namespaced") instanceof Leaf leaf
                                && leaf.text().equals("true"))
                        .build();
                kinds.put(key, context);
                return context;
            }
        }
        return null;
    }

    private @Nullable String raw(String path) throws LiveException {
        try {
            return client.raw(path);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return null;
            }
            throw LiveException.of(e, cluster);
        }
    }

    private <T> T ask(ResourceDefinitionContext context, String verb, Supplier<T> question) throws LiveException {
        try {
            return question.get();
        } catch (KubernetesClientTimeoutException e) {
            throw e;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                throw new LiveException(
                        Rights.missing(
                                new Right(context.getGroup(), context.getPlural(), verb),
                                e.getStatus() == null ? "" : e.getStatus().getMessage()),
                        e);
            }
            throw LiveException.of(e, cluster);
        }
    }

    private Mapping tree(GenericKubernetesResource resource) {
        return (Mapping) JsonReader.read(client.getKubernetesSerialization().asJson(resource));
    }

    private static String text(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : text;
    }

    private static String metadata(Mapping object, String key) {
        Mapping metadata = object.mapping("metadata");
        return metadata == null ? "" : text(metadata, key);
    }
}
