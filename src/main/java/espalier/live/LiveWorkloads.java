package espalier.live;

import espalier.doctor.Right;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pods of a running cluster, by the controllers that keep them: who reads which Secret, and how they begin anew. */
public final class LiveWorkloads {
    /** As {@code kubectl rollout restart} writes it; under a name of ours, which Flux leaves alone. */
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private static final String MANAGER = "espalier";

    private final KubernetesClient client;
    private final String cluster;

    LiveWorkloads(KubernetesClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /** Those of {@code namespace}. */
    public List<Workload> in(String namespace) throws LiveException {
        var all = new ArrayList<Workload>();
        ask(
                        "deployments",
                        "list",
                        () -> client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .forEach(each ->
                        all.add(workload(each, each.getSpec().getTemplate().getSpec())));
        ask(
                        "statefulsets",
                        "list",
                        () -> client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .forEach(each ->
                        all.add(workload(each, each.getSpec().getTemplate().getSpec())));
        ask(
                        "daemonsets",
                        "list",
                        () -> client.apps()
                                .daemonSets()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .forEach(each ->
                        all.add(workload(each, each.getSpec().getTemplate().getSpec())));
        return all;
    }

    private static Workload workload(HasMetadata object, PodSpec pod) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return new Workload(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                labels == null ? "" : labels.getOrDefault("helm.toolkit.fluxcd.io/name", ""),
                secrets(pod));
    }

    private static Set<String> secrets(PodSpec pod) {
        var names = new LinkedHashSet<String>();
        var containers = new ArrayList<>(pod.getContainers());
        containers.addAll(pod.getInitContainers());
        for (Container container : containers) {
            for (EnvVar variable : container.getEnv()) {
                if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
                    names.add(variable.getValueFrom().getSecretKeyRef().getName());
                }
            }
            for (EnvFromSource source : container.getEnvFrom()) {
                if (source.getSecretRef() != null) {
                    names.add(source.getSecretRef().getName());
                }
            }
        }
        for (Volume volume : pod.getVolumes()) {
            if (volume.getSecret() != null) {
                names.add(volume.getSecret().getSecretName());
            }
            List<VolumeProjection> parts = volume.getProjected() == null
                    ? List.of()
                    : volume.getProjected().getSources();
            for (VolumeProjection part : parts) {
                if (part.getSecret() != null) {
                    names.add(part.getSecret().getName());
                }
            }
        }
        return names;
    }

    /** Lets the pods of {@code workload} begin anew, one after the other as its strategy says. */
    public void restart(Workload workload) throws LiveException {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String patch =
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"" + RESTARTED + "\":\"" + now + "\"}}}}}";
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(MANAGER)
                .build();
        ask(plural(workload), "patch", () -> at(workload).patch(context, patch));
    }

    /** Waits until the pods of {@code workload} are all new and ready; gives whether they were in time. */
    public boolean awaitRestarted(Workload workload, Deadline deadline) throws LiveException {
        try {
            return ask(
                            plural(workload),
                            "watch",
                            () -> at(workload)
                                    .waitUntilCondition(
                                            LiveWorkloads::isDone,
                                            Math.max(1, deadline.left().toMillis()),
                                            TimeUnit.MILLISECONDS))
                    != null;
        } catch (KubernetesClientTimeoutException e) {
            return false;
        }
    }

    private static boolean isDone(HasMetadata object) {
        if (object instanceof Deployment each) {
            var status = each.getStatus();
            int wanted = number(each.getSpec().getReplicas(), 1);
            return status != null
                    && seen(each, status.getObservedGeneration())
                    && number(status.getUpdatedReplicas(), 0) >= wanted
                    && number(status.getReplicas(), 0) == number(status.getUpdatedReplicas(), 0)
                    && number(status.getAvailableReplicas(), 0) >= wanted;
        }
        if (object instanceof StatefulSet each) {
            var status = each.getStatus();
            int wanted = number(each.getSpec().getReplicas(), 1);
            return status != null
                    && seen(each, status.getObservedGeneration())
                    && number(status.getUpdatedReplicas(), 0) >= wanted
                    && number(status.getReadyReplicas(), 0) >= wanted;
        }
        if (object instanceof DaemonSet each) {
            var status = each.getStatus();
            int wanted = status == null ? 0 : number(status.getDesiredNumberScheduled(), 0);
            return status != null
                    && seen(each, status.getObservedGeneration())
                    && number(status.getUpdatedNumberScheduled(), 0) >= wanted
                    && number(status.getNumberAvailable(), 0) >= wanted;
        }
        return false;
    }

    private static boolean seen(HasMetadata object, @Nullable Long observed) {
        Long generation = object.getMetadata().getGeneration();
        return observed != null && generation != null && observed >= generation;
    }

    private static int number(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }

    private Resource<? extends HasMetadata> at(Workload workload) {
        return switch (workload.kind()) {
            case "Deployment" ->
                client.apps().deployments().inNamespace(workload.namespace()).withName(workload.name());
            case "StatefulSet" ->
                client.apps().statefulSets().inNamespace(workload.namespace()).withName(workload.name());
            default ->
                client.apps().daemonSets().inNamespace(workload.namespace()).withName(workload.name());
        };
    }

    private static String plural(Workload workload) {
        return workload.kind().toLowerCase(java.util.Locale.ROOT) + "s";
    }

    private <T> T ask(String plural, String verb, Supplier<T> question) throws LiveException {
        try {
            return question.get();
        } catch (KubernetesClientTimeoutException e) {
            throw e;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                throw new LiveException(Rights.missing(new Right("apps", plural, verb), ""), e);
            }
            throw new LiveException("the API server of " + cluster + " says: " + e.getMessage(), e);
        }
    }
}
