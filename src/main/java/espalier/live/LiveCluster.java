package espalier.live;

import espalier.doctor.ObjectSource;
import espalier.doctor.Right;
import espalier.json.JsonLine;
import espalier.json.JsonReader;
import espalier.tree.Mapping;
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
    /** A list of a large cluster takes seconds; whoever waits longer waits for a connection that is gone. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    private static final int RETRIES = 2;
    private static final String SYSTEM = "kube-system";
    private static final String MANAGER = "espalier";
    private static final String BOOTSTRAPPED_AS = "espalier.dev/cluster";

    private final KubernetesClient client;
    private final String context;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private List<Right> needed = List.of();

    private LiveCluster(KubernetesClient client, String context, Duration timeout) {
        this.client = client;
        this.context = context;
        this.timeout = timeout;
    }

    /**
     * The cluster of a context.
     *
     * @param kubeconfigs of which the first that says something counts
     * @param context null for the current one
     * @param timeout for all that is asked
     */
    public static LiveCluster of(List<Path> kubeconfigs, @Nullable String context, Duration timeout)
            throws LiveException {
        Config config = Kubeconfig.read(kubeconfigs, context);
        return connected(config, config.getCurrentContext().getName(), timeout);
    }

    /** The one at {@code address}, which asks for nobody's name, as {@code kubectl proxy} does. */
    public static LiveCluster at(String address, Duration timeout) throws LiveException {
        Config config = Config.empty();
        config.setMasterUrl(address);
        return connected(config, address, timeout);
    }

    private static LiveCluster connected(Config config, String name, Duration timeout) throws LiveException {
        // A question that is not answered is asked anew twice, all of which has to fit.
        int millis = (int) Math.min(Math.max(1, timeout.toMillis() / (1 + RETRIES)), MOST_PATIENCE.toMillis());
        config.setConnectionTimeout(Math.min(millis, config.getConnectionTimeout()));
        config.setRequestTimeout(millis);
        config.setRequestRetryBackoffLimit(RETRIES);
        Proxies.ofEnvironment(config, System.getenv());
        try {
            return new LiveCluster(
                    new KubernetesClientBuilder().withConfig(config).build(), name, timeout);
        } catch (RuntimeException e) { // of certificates, keys and addresses
            throw new LiveException("the kubeconfig cannot be used: " + LiveException.innermost(e), e);
        }
    }

    /** Whether a kubeconfig has a context of that name. */
    public static boolean hasContext(List<Path> kubeconfigs, String context) {
        return Kubeconfig.has(kubeconfigs, context);
    }

    /** Says what will be asked, so that a right which is missing is told with all the others. */
    public void needs(List<Right> rights) {
        needed = rights;
    }

    /** The API server's address, for people. */
    private String address() {
        String url = client.getMasterUrl().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** What the server has under {@code path}; null where it has nothing there, or does not show it to this user. */
    @Nullable
    Mapping document(String path) throws LiveException {
        try {
            String answer = client.raw(path);
            if (answer == null) {
                return null;
            }
            if (JsonReader.read(answer) instanceof Mapping mapping) {
                return mapping;
            }
            throw new LiveException(address() + path + " answers no object");
        } catch (JsonReader.SyntaxException e) {
            throw new LiveException(address() + path + " answers no object: " + e.getMessage(), e);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403 || e.getCode() == 404) {
                return null;
            }
            throw LiveException.of(e, name());
        }
    }

    /** What something behind the API server answers under {@code path}. */
    public String text(String path, Right right) throws LiveException {
        String answer = ask(() -> client.raw(path), right);
        if (answer == null) {
            throw new LiveException(address() + path + " has nothing to answer");
        }
        return answer;
    }

    /** The name of the context that leads to it. */
    public String context() {
        return context;
    }

    /** By what it is known again. */
    public Fingerprint fingerprint() throws LiveException {
        Namespace system = ask(() -> client.namespaces().withName(SYSTEM).get(), new Right("", "namespaces", "get"));
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
                () -> client.namespaces().withName(SYSTEM).patch(merging(MANAGER), patch),
                new Right("", "namespaces", "patch"));
    }

    /** The context's name and the address behind it, for people. */
    public String name() {
        return context.equals(address()) ? context : context + " (" + address() + ")";
    }

    /**
     * Its objects of any kind, as plain trees.
     *
     * @param timeout for all questions together
     */
    public ObjectSource objects(Duration timeout) {
        return new LiveObjects(client, name(), timeout);
    }

    /** Its Secrets. */
    public LiveSecrets secrets() {
        return new LiveSecrets(client, name());
    }

    /** The pods that are kept running there. */
    public LiveWorkloads workloads() {
        return new LiveWorkloads(client, name());
    }

    /** Its volumes that may hold data. */
    public KeptVolumes volumes() {
        return new KeptVolumes(client, name());
    }

    /** What puts objects into it. */
    public Applier applier() {
        return new Applier(client, name());
    }

    /**
     * What would come of objects if Flux applied them.
     *
     * @param timeout for all questions together
     */
    public DryRun dryRun(Duration timeout) {
        return new DryRun(client, name(), timeout);
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
        String merge = "{\"metadata\":{\"annotations\":{\"" + FluxObject.REQUESTED + "\":\"" + now + "\"}}}";
        patch(reference, merge, MANAGER);
        return now;
    }

    /** Stops the object, or lets it go on. */
    void suspend(FluxObject.Reference reference, boolean suspended) throws LiveException {
        String merge = "{\"spec\":{\"suspend\":" + (suspended ? "true" : "null") + "}}";
        patch(reference, merge, FluxObject.SUSPENDER);
    }

    private void patch(FluxObject.Reference reference, String merge, String manager) throws LiveException {
        ask(
                reference.kind(),
                "patch",
                () -> of(reference.kind())
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .patch(merging(manager), merge));
    }

    private static PatchContext merging(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(manager)
                .build();
    }

    /**
     * Follows all objects of {@code kind}. A connection that drops and a watch that expires are begun anew, by the client.
     *
     * @param told of each object as it is now, and whenever it changes, on a thread of the client's; also when the API server
     *     does not let this user see them, which no waiting changes
     */
    SharedIndexInformer<GenericKubernetesResource> follow(FluxKind kind, Consumer<Change> told) {
        SharedIndexInformer<GenericKubernetesResource> informer =
                of(kind).inAnyNamespace().runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource resource) {
                told.accept(Change.of(new FluxObject(kind, resource)));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource resource) {
                told.accept(Change.of(new FluxObject(kind, resource)));
            }

            @Override
            public void onDelete(GenericKubernetesResource resource, boolean unknown) {
                told.accept(Change.gone(new FluxObject(kind, resource)));
            }
        });
        var refusal = new Refusal();
        informer.exceptionHandler((started, thrown) -> {
            KubernetesClientException answer = LiveException.answer(thrown);
            if (answer != null && refusal.isMeant(answer.getCode())) {
                told.accept(Change.refused(meant(answer, new Right(kind.group(), kind.plural(), "watch"))));
                return false;
            }
            return true; // it goes on trying; the command has its own time-out
        });
        informer.start();
        return informer;
    }

    private <T> T ask(FluxKind kind, String verb, Supplier<T> question) throws LiveException {
        return ask(question, new Right(kind.group(), kind.plural(), verb));
    }

    private <T> T ask(Supplier<T> question, Right right) throws LiveException {
        if (System.nanoTime() - start > timeout.toNanos()) {
            throw LiveException.late("time ran out after " + timeout.toSeconds() + " s");
        }
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw meant(e, right);
        }
    }

    private LiveException meant(KubernetesClientException e, Right right) {
        return e.getCode() == 403 ? new LiveException(Rights.missing(right, needed), e) : LiveException.of(e, name());
    }

    @Override
    public void close() {
        client.close();
    }
}
