package espalier.live;

import espalier.doctor.ObjectSource;
import espalier.json.JsonLine;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster that runs, through its API server. */
public final class LiveCluster implements AutoCloseable {
    private static final String SYSTEM = "kube-system";
    private static final String BOOTSTRAPPED_AS = "espalier.dev/cluster";

    private final KubernetesClient client;
    private final String context;

    private LiveCluster(KubernetesClient client, String context) {
        this.client = client;
        this.context = context;
    }

    /**
     * The cluster of a context.
     *
     * @param kubeconfig null for {@code $KUBECONFIG} or {@code ~/.kube/config}
     * @param context null for the current one
     */
    public static LiveCluster of(@Nullable Path kubeconfig, @Nullable String context) throws LiveException {
        Config config;
        try {
            config = kubeconfig == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) { // its parser throws what it likes
            throw new LiveException("the kubeconfig cannot be read: " + e.getMessage(), e);
        }
        String found = config.getCurrentContext() == null
                ? ""
                : config.getCurrentContext().getName();
        if (context != null && !context.equals(found)) {
            throw new LiveException("the kubeconfig has no context " + context);
        }
        if (found.isEmpty()) {
            throw new LiveException("no kubeconfig says which cluster: give --context, or set KUBECONFIG");
        }
        config.setRequestRetryBackoffLimit(2);
        return new LiveCluster(new KubernetesClientBuilder().withConfig(config).build(), found);
    }

    /** Whether a kubeconfig (null for the usual one) has a context of that name. */
    public static boolean hasContext(@Nullable Path kubeconfig, String context) {
        try {
            of(kubeconfig, context).close();
            return true;
        } catch (LiveException e) {
            return false;
        }
    }

    /** The name of the context that leads to it. */
    public String context() {
        return context;
    }

    /** By what it is known again. */
    public Fingerprint fingerprint() throws LiveException {
        Namespace system = ask(
                () -> client.namespaces().withName(SYSTEM).get(), () -> Rights.missing("namespaces", "get", "watch"));
        if (system == null) {
            throw new LiveException("it has no namespace " + SYSTEM + ", by which a cluster is known again");
        }
        Map<String, String> annotations = system.getMetadata().getAnnotations();
        return new Fingerprint(
                system.getMetadata().getUid(), annotations == null ? null : annotations.get(BOOTSTRAPPED_AS));
    }

    /** Lets it carry the name under which it is bootstrapped. */
    public void name(String cluster) throws LiveException {
        String patch =
                "{\"metadata\":{\"annotations\":{\"" + BOOTSTRAPPED_AS + "\":" + JsonLine.quoted(cluster) + "}}}";
        ask(
                () -> client.namespaces().withName(SYSTEM).patch(PatchContext.of(PatchType.JSON_MERGE), patch),
                () -> Rights.missing("namespaces", "patch", "bootstrap"));
    }

    /** The context's name and the address behind it, for people. */
    public String name() {
        return context + " (" + client.getMasterUrl() + ")";
    }

    /**
     * Its objects of any kind, as plain trees.
     *
     * @param timeout for all questions together
     */
    public ObjectSource objects(Duration timeout) {
        return new LiveObjects(client, name(), timeout);
    }

    /** What puts objects into it. */
    public Applier applier() {
        return new Applier(client, name());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(FluxKind kind) {
        return client.genericKubernetesResources(kind.context());
    }

    /** All objects of {@code kinds}, in all namespaces; a kind that the cluster does not serve has none. */
    public List<FluxObject> list(FluxKind... kinds) throws LiveException {
        var objects = new ArrayList<FluxObject>();
        for (FluxKind kind : kinds) {
            for (GenericKubernetesResource resource : ask(kind, "list", () -> items(kind))) {
                objects.add(new FluxObject(kind, resource));
            }
        }
        return FluxObject.sorted(objects);
    }

    private List<GenericKubernetesResource> items(FluxKind kind) {
        try {
            return of(kind).inAnyNamespace().list().getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    /** The object, or null where there is none. */
    @Nullable
    FluxObject get(FluxObject.Reference reference) throws LiveException {
        GenericKubernetesResource resource = ask(
                reference.kind(),
                "get",
                () -> of(reference.kind())
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .get());
        return resource == null ? null : new FluxObject(reference.kind(), resource);
    }

    /** Asks Flux to look at the object now; gives the request's name, which the object's status repeats when it has. */
    String request(FluxObject.Reference reference) throws LiveException {
        String now = Instant.now().toString();
        patch(reference, "{\"metadata\":{\"annotations\":{\"" + FluxObject.REQUESTED + "\":\"" + now + "\"}}}");
        return now;
    }

    /** Stops the object, or lets it go on. */
    void suspend(FluxObject.Reference reference, boolean suspended) throws LiveException {
        patch(reference, "{\"spec\":{\"suspend\":" + (suspended ? "true" : "null") + "}}");
    }

    private void patch(FluxObject.Reference reference, String merge) throws LiveException {
        ask(
                reference.kind(),
                "patch",
                () -> of(reference.kind())
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .patch(PatchContext.of(PatchType.JSON_MERGE), merge));
    }

    /**
     * Follows all objects of {@code kind}. A connection that drops and a watch that expires are begun anew, by the client.
     *
     * @param seen told of each object as it is now, and whenever it changes, on a thread of the client's
     * @param gone told of an object that was deleted
     */
    SharedIndexInformer<GenericKubernetesResource> follow(
            FluxKind kind, Consumer<FluxObject> seen, Consumer<FluxObject> gone) {
        SharedIndexInformer<GenericKubernetesResource> informer =
                of(kind).inAnyNamespace().runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource resource) {
                seen.accept(new FluxObject(kind, resource));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource resource) {
                seen.accept(new FluxObject(kind, resource));
            }

            @Override
            public void onDelete(GenericKubernetesResource resource, boolean unknown) {
                gone.accept(new FluxObject(kind, resource));
            }
        });
        informer.exceptionHandler((started, thrown) -> true); // it goes on trying; the command has its own time-out
        informer.start();
        return informer;
    }

    private <T> T ask(FluxKind kind, String verb, Supplier<T> question) throws LiveException {
        return ask(question, () -> Rights.missing(kind, verb));
    }

    private <T> T ask(Supplier<T> question, Supplier<String> missingRight) throws LiveException {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                throw new LiveException(missingRight.get(), e);
            }
            if (e.getCode() == 401) {
                throw new LiveException(
                        "the API server does not know this user: the credential of the context " + context
                                + " is missing or has expired",
                        e);
            }
            throw new LiveException("the API server of " + name() + " says: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
