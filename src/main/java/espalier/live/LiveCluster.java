package espalier.live;

import espalier.doctor.ObjectSource;
import espalier.doctor.Right;
import espalier.json.JsonLine;
import espalier.json.JsonReader;
import espalier.tree.Mapping;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster that runs, through its API server. */
public final class LiveCluster implements AutoCloseable {
    /** A list of a large cluster takes seconds; whoever waits longer waits for a connection that is gone. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    private static final int RETRIES = 2;
    private static final String SYSTEM = "kube-system";
    private static final String BOOTSTRAPPED_AS = "espalier.dev/cluster";

    private final KubernetesClient client;
    private final String context;
    private final Questions questions;
    private final LiveFlux flux;

    private LiveCluster(KubernetesClient client, String context, Duration timeout) {
        this.client = client;
        this.context = context;
        this.questions = new Questions(name(), timeout);
        this.flux = new LiveFlux(client, questions);
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
        questions.need(rights);
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
        String answer = questions.ask(() -> client.raw(path), right);
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
        Namespace system =
                questions.ask(() -> client.namespaces().withName(SYSTEM).get(), new Right("", "namespaces", "get"));
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
        questions.ask(
                () -> client.namespaces().withName(SYSTEM).patch(LiveFlux.merging(LiveFlux.MANAGER), patch),
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

    /** What Flux has there. */
    LiveFlux flux() {
        return flux;
    }

    @Override
    public void close() {
        client.close();
    }
}
