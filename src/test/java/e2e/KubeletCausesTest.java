package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import features.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Causes that only a kubelet or an operator brings about, each named first by {@code espalier doctor}. The API server, the
 * Deployments, their pods and the scheduler are real; what a kubelet, an operator and Flux would have written into the status of
 * objects, and the logs of containers, this test says in their place.
 */
@Tag("e2e")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KubeletCausesTest {
    private static final String RUNNING = "{phase: Running, conditions: [{type: PodScheduled, status: \"True\"},"
            + " {type: Ready, status: \"False\", reason: ContainersNotReady}], containerStatuses: [%s]%s}";
    private static final String CONTAINER =
            "{name: app, image: \"example.com/app:1\", imageID: \"\", ready: false," + " restartCount: %d, %s}";
    private static final String LOOPS =
            "state: {waiting: {reason: CrashLoopBackOff, message: \"back-off 5m0s restarting"
                    + " failed container\"}}, lastState: {terminated: {exitCode: %d, reason: %s}}";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = ControlPlane.withoutKubelet();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static PlayedKubelet kubelet;
    private static final Map<String, Cause> CAUSES = new LinkedHashMap<>();

    /** Makes of a scheduled pod what is to be found. */
    private interface Cause {
        void befalls(ObjectNode pod);
    }

    static {
        CAUSES.put("image-pull", pod -> {
            tell(
                    pod,
                    0,
                    "state: {waiting: {reason: ImagePullBackOff, message: \"Back-off pulling image example.com/app:1\"}}");
            kubelet.warn(
                    pod,
                    "Failed",
                    "Failed to pull image \"example.com/app:1\": failed to resolve reference: example.com/app:1: not found");
        });
        CAUSES.put("init-container", pod -> {
            String init = ", initContainerStatuses: ["
                    + CONTAINER.formatted(3, LOOPS.formatted(2, "Error")).replace("name: app", "name: migrate") + "]";
            kubelet.tell(
                    pod,
                    RUNNING.formatted(CONTAINER.formatted(0, "state: {waiting: {reason: PodInitializing}}"), init)
                            .replace("phase: Running", "phase: Pending"));
            kubelet.log(pod, "migrate", "migrating from 41 to 42\nrelation \"users\" does not exist\n");
        });
        CAUSES.put("crash-loop", pod -> {
            tell(pod, 7, LOOPS.formatted(1, "Error"));
            kubelet.log(pod, "app", "starting app 1.0\npanic: dial tcp 10.96.0.17:5432: connect: connection refused\n");
        });
        CAUSES.put("out-of-memory", pod -> {
            tell(pod, 4, LOOPS.formatted(137, "OOMKilled"));
            kubelet.log(pod, "app", "loading 12 GiB of weights\n");
        });
        CAUSES.put("probe", pod -> {
            tell(pod, 0, "started: true, state: {running: {startedAt: \"2026-01-01T00:00:00Z\"}}");
            kubelet.warn(pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        });
        CAUSES.put("mount", pod -> {
            tell(pod, 0, "state: {waiting: {reason: ContainerCreating}}");
            kubelet.warn(
                    pod,
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"data\": rpc error: mount failed: exit status 32: Connection timed out");
        });
        CAUSES.put("external-secret", pod -> lacks(pod, "external"));
        CAUSES.put("sealed-secret", pod -> lacks(pod, "sealed"));
        CAUSES.put("certificate", pod -> {
            tell(pod, 0, "state: {waiting: {reason: ContainerCreating}}");
            kubelet.warn(pod, "FailedMount", "MountVolume.SetUp failed for volume \"tls\" : secret \"tls\" not found");
        });
    }

    private static void tell(ObjectNode pod, int restarts, String state) {
        kubelet.tell(pod, RUNNING.formatted(CONTAINER.formatted(restarts, state), ""));
    }

    private static void lacks(ObjectNode pod, String secret) {
        tell(
                pod,
                0,
                "state: {waiting: {reason: CreateContainerConfigError, message: \"secret \\\"" + secret
                        + "\\\" not found\"}}");
    }

    @BeforeAll
    static void befall() throws Exception {
        api = CONTROL_PLANE.api();
        FluxBootstrap.installDefinitions(api);
        kubelet = CONTROL_PLANE.beside(PlayedKubelet.of(api, folder));
        System.err.println(
                "NOTICE: no kubelet, no operator and no Flux runs here: what they would write into the status of"
                        + " objects is written by this test");
        apply("{apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}");
        apply("{apiVersion: v1, kind: Namespace, metadata: {name: sick}}");
        operators();
        apply(
                """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: flux-system, namespace: flux-system}
                spec: {url: "http://127.0.0.1:1/x.git", interval: 10m}
                """,
                "artifact: {revision: \"main@sha1:0123456789abcdef0123456789abcdef01234567\", path: x, url: \"http://x\","
                        + " digest: \"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
                        + " lastUpdateTime: \"2026-01-01T00:00:00Z\"}, "
                        + ready("True", "Succeeded", "stored artifact"));
        CAUSES.keySet().forEach(KubeletCausesTest::deploy);
        awaitsItsVolume();
        CAUSES.forEach((name, cause) -> {
            Await.until(30, () -> pod(name) != null, () -> "no pod of " + name + " was scheduled");
            cause.befalls(pod(name));
        });
    }

    private static void deploy(String name) {
        deploy(name, "volumes: []");
    }

    private static void deploy(String name, String volumes) {
        apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  namespace: sick
                  labels: {kustomize.toolkit.fluxcd.io/name: %1$s, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      initContainers: [{name: migrate, image: "example.com/app:1"}]
                      containers: [{name: app, image: "example.com/app:1"}]
                      %2$s
                """.formatted(name, volumes));
        apply(
                """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %1$s, namespace: flux-system}
                spec:
                  interval: 10m
                  prune: true
                  path: ./%1$s
                  sourceRef: {kind: GitRepository, name: flux-system}
                """.formatted(name),
                "inventory: {entries: [{id: sick_" + name + "_apps_Deployment, v: v1}]}, "
                        + ready(
                                "False",
                                "HealthCheckFailed",
                                "health check failed after 30s: timeout waiting for: [Deployment/sick/" + name
                                        + " status: 'InProgress']"));
    }

    /** The one cause of these that needs nobody to play a part: nobody provisions. */
    private static void awaitsItsVolume() {
        apply(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nobody.example.com}");
        apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: sick}
                spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        deploy("provisioner", "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]");
        Await.until(
                30,
                () -> api.list("v1", "Pod").toString().contains("unbound immediate PersistentVolumeClaims"),
                () -> "the scheduler does not wait for the claim");
    }

    private static void operators() {
        define("external-secrets.io", "v1", "ExternalSecret", "externalsecrets", "Namespaced");
        define("external-secrets.io", "v1", "ClusterSecretStore", "clustersecretstores", "Cluster");
        define("bitnami.com", "v1alpha1", "SealedSecret", "sealedsecrets", "Namespaced");
        define("cert-manager.io", "v1", "Certificate", "certificates", "Namespaced");
        apply(
                "{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: doppler}, spec: {}}",
                ready("False", "InvalidProviderConfig", "unable to create client: secrets doppler-token not found"));
        apply("""
                apiVersion: external-secrets.io/v1
                kind: ExternalSecret
                metadata: {name: external, namespace: sick}
                spec: {secretStoreRef: {kind: ClusterSecretStore, name: doppler}}
                """, ready("False", "SecretSyncedError", "could not get secret data from provider"));
        apply(
                "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: sealed, namespace: sick}, spec: {}}",
                ready("False", "", "no key could decrypt secret (token)").replace("\"Ready\"", "\"Synced\""));
        apply(
                "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: tls, namespace: sick}, spec: {secretName: tls}}",
                "notAfter: \"2024-03-01T00:00:00Z\", "
                        + ready("False", "Expired", "Certificate expired on Fri, 01 Mar 2024 00:00:00 UTC"));
    }

    private static void define(String group, String version, String kind, String plural, String scope) {
        apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %4$s.%1$s}
                spec:
                  group: %1$s
                  names: {kind: %3$s, listKind: %3$sList, plural: %4$s, singular: %5$s}
                  scope: %6$s
                  versions:
                    - name: %2$s
                      served: true
                      storage: true
                      subresources: {status: {}}
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(group, version, kind, plural, kind.toLowerCase(Locale.ROOT), scope));
        Await.until(30, () -> api.knows(group + "/" + version, kind), () -> "there is no " + kind);
    }

    private static ObjectNode apply(String yaml) {
        return api.apply(KubernetesApi.objects(yaml).get(0), "e2e").expectSuccess();
    }

    private static void apply(String yaml, String status) {
        ObjectNode object = KubernetesApi.objects(yaml).get(0);
        api.apply(object, "e2e").expectSuccess();
        api.merge(
                        object,
                        "status",
                        "{\"status\": "
                                + KubernetesApi.objects("{observedGeneration: 1, " + status + "}")
                                        .get(0) + "}")
                .expectSuccess();
    }

    private static String ready(String status, String reason, String message) {
        return "conditions: [{type: \"Ready\", status: \"" + status + "\", reason: \""
                + (reason.isEmpty() ? "Unknown" : reason) + "\", message: \"" + message
                + "\", lastTransitionTime: \"2026-01-01T00:00:00Z\"}]";
    }

    /** The pod that the scheduler gave a node; null while there is none. */
    private static ObjectNode pod(String name) {
        return api.list("v1", "Pod").stream()
                .filter(pod -> pod.at("/metadata/labels/app").asText().equals(name)
                        && !pod.at("/spec/nodeName").asText().isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Run doctor(String... names) {
        var args = new ArrayList<>(List.of("doctor"));
        args.addAll(List.of(names));
        args.addAll(List.of("--kubeconfig", CONTROL_PLANE.kubeconfig(User.ADMIN).toString()));
        Run run = Checkout.at(folder).espalier(args.toArray(String[]::new));
        return new Run(run.exit(), run.out().replaceAll("-[0-9a-f]{8,10}-[a-z0-9]{5}\\b", "-POD"), run.err());
    }

    @Test
    void theCauseIsNamedFirst() {
        var text = new StringBuilder();
        var names = new ArrayList<>(CAUSES.keySet());
        names.add("provisioner");
        for (String name : names) {
            Run run = doctor(name);
            assertThat(run.exit()).as(name + ": " + run.err()).isEqualTo(1);
            text.append("== ").append(name).append('\n').append(run.out());
        }
        Snapshots.verify("doctor/of-played-kubelet.txt", text.toString());
    }

    @Test
    void eachCauseIsToldOnce() {
        Run run = doctor();
        System.err.println("e2e: " + run.err());
        assertThat(run.out().lines().filter(line -> line.startsWith("  next "))).hasSize(CAUSES.size() + 1);
        assertThat(run.err()).contains(": " + (CAUSES.size() + 1) + " causes (");
    }
}
