package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clusters.Chongus;
import clusters.Main;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import e2e.StandInCharts.Owners;
import espalier.Fleet;
import espalier.compile.Compiler;
import features.Checkout;
import features.ChildJvm;
import features.GitServer;
import features.SchemaJudge;
import features.Tools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The committed chongus from nothing, as {@code docs/recovery.md} says: the bootstrap, broken off and gone on with, Flux, and all
 * apps in the order that the cluster's page shows. Each step goes on where the one before it ended.
 *
 * <p>Every Kustomization, HelmRelease and source is the committed one, and Flux fetches charts and other repositories from the
 * addresses that stand there. Left to stand-ins, which the output names: what charts are made of, where it is not known here,
 * their operators, and the kubelet. So this shows the order, that the server takes every object, and that each part has what it
 * waits for; it does not show that a real chart takes its values, or that Ceph, PostgreSQL or VolSync bring data back.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ChongusTest extends Rehearsal {
    /** What notification-controller works with, which is not among the programs here. */
    private static final String NOTIFICATION = "notification.toolkit.fluxcd.io";

    private static final Owners OWNERS = new Owners(
            Map.of(
                    "cilium.io", "cilium",
                    "cert-manager.io", "cert-manager",
                    "fluxcd.controlplane.io", "flux-operator",
                    "monitoring.coreos.com", "prometheus-operator-crds",
                    "snapshot.storage.k8s.io", "snapshot-controller",
                    "ceph.rook.io", "rook-ceph",
                    "volsync.backube", "volsync",
                    "postgresql.cnpg.io", "cloudnative-pg",
                    "barmancloud.cnpg.io", "plugin-barman-cloud"),
            Map.of(
                    "gateway.networking.k8s.io",
                    List.of("https://github.com/kubernetes-sigs/gateway-api", "v1.6.1", "config/crd/experimental"),
                    "gateway.envoyproxy.io",
                    List.of(
                            "https://github.com/envoyproxy/gateway",
                            "v1.9.0",
                            "charts/gateway-helm/charts/crds/crds/generated"),
                    "externaldns.k8s.io",
                    List.of("https://github.com/kubernetes-sigs/external-dns", "v0.21.0", "config/crd/standard"),
                    "external-secrets.io",
                    List.of("https://github.com/external-secrets/external-secrets", "v2.9.0", "config/crds/bases"),
                    "keda.sh",
                    List.of("https://github.com/kedacore/keda", "v2.20.2", "config/crd")),
            Set.of(NOTIFICATION),
            Set.of());

    private StandInWeb web;
    private volatile Instant handedOver;

    @BeforeAll
    void standIns() throws Exception {
        SchemaJudge.mustBeThere();
        begin(new Compiler(new Fleet().cluster("chongus", Chongus::new), ROOT).compile("chongus"));
        var charts = new StandInCharts(committed, OWNERS);
        web = web(charts, OWNERS);
        String url = committedTree();
        var operator = new PlayedFluxOperator(controlPlane, url, web.environment(), charts.of(NOTIFICATION));
        var operators = controlPlane.beside(ChongusOperators.of(api));
        operators.part(
                "flux-operator",
                "fluxcd.controlplane.io/v1",
                "FluxInstance",
                instance -> operators.runs(SYNC, "flux-operator")
                        && api.get("v1", "Secret", SYNC, SYNC)
                                .body()
                                .path("data")
                                .has("identity"),
                instance -> {
                    operator.install(instance, () -> timeline = Timeline.watch(api));
                    handedOver = Instant.now();
                },
                PlayedOperators.condition("Ready"));
        operators.start();
        System.err.println("NOTICE: stand-ins, made by this test:");
        charts.names().forEach(name -> System.err.println("  charts and repositories: " + name));
        operators.names().forEach(name -> System.err.println("  operators: " + name));
        System.err.println("  Flux's source: " + url + " for " + "ssh://git@github.com/example/home-ops");
        System.err.println("  notification-controller: its definitions alone");
        System.err.println("  kubelet: kwok, whose pods are ready without running");
    }

    /** Pushes what is committed here; gives the address from which Flux can have it. */
    private String committedTree() throws Exception {
        var server = controlPlane.beside(GitServer.start(controlPlane.data("git")));
        clone = cloneOf(server.url(), "tree").clusters(Main::clusters);
        copy("dist/chongus", "schemas", ".gitattributes", ".gitignore");
        clone.commit("What is committed");
        clone.git("push", "--quiet", "origin", "HEAD:main");
        return server.url();
    }

    /** The bootstrap in a JVM of its own, as a user starts it, in a web of stand-ins. */
    private Process bootstrap() throws Exception {
        var command = new ArrayList<>(List.of(ChildJvm.jdk().resolve("bin/java").toString()));
        command.addAll(ChildJvm.QUICK);
        command.addAll(web.optionsOfJvm());
        command.add("-Despalier.root=" + clone.root.toAbsolutePath());
        var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
        classPath.addAll(ChildJvm.libraries());
        command.addAll(List.of("-cp", ChildJvm.classPath(classPath), Main.class.getName()));
        command.addAll(List.of("bootstrap", "chongus", "--timeout", "4m"));
        command.addAll(
                List.of("--kubeconfig", controlPlane.kubeconfig(User.ADMIN).toString()));
        for (String given : List.of(
                "external-secrets/doppler-token/dopplerToken=DOPPLER_TOKEN",
                "flux-system/flux-system/identity=DEPLOY_KEY",
                "flux-system/flux-system/known_hosts=KNOWN_HOSTS")) {
            command.addAll(List.of("--given-env", given));
        }
        var builder = new ProcessBuilder(command).directory(clone.root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.putAll(web.environment());
        environment.putAll(Map.of("DOPPLER_TOKEN", "dp.st.x", "DEPLOY_KEY", "a key", "KNOWN_HOSTS", "a host"));
        environment.put("HELM_CACHE_HOME", controlPlane.data("helm").toString());
        environment.merge("PATH", Path.of(Tools.find("helm")).getParent() + ":", (before, front) -> front + before);
        return builder.start();
    }

    /** The lines that it tells, up to one that ends with {@code last}, at which it is killed. */
    private List<String> told(String last) throws Exception {
        Process process = bootstrap();
        var told = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println("e2e: " + line);
                told.add(line.replaceFirst("^ *[0-9.]+s +", "").replaceAll(" +", " "));
                if (line.endsWith(last)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    System.err.println("e2e: killed");
                    return told;
                }
            }
        }
        assertThat(process.waitFor()).as(String.join("\n", told)).isZero();
        return told;
    }

    @Test
    @Order(1)
    void theBootstrapIsBrokenOff() throws Exception {
        assertThat(told("cert-manager: chart cert-manager v1.18.2"))
                .containsSubsequence(
                        "ready gateway-api: ./config/crd/experimental of https://github.com/kubernetes-sigs/gateway-api",
                        "ready cilium: chart cilium 1.20.1",
                        "ready cert-manager: chart cert-manager v1.18.2");
        assertThat(api.knows("kustomize.toolkit.fluxcd.io/v1", "Kustomization")).isFalse();
    }

    @Test
    @Order(2)
    void itGoesOnAndHandsOver() throws Exception {
        long start = System.nanoTime();
        List<String> told = told("no such line");
        System.err.println("e2e: the bootstrap went on to its end in " + millisSince(start) + " ms");
        assertThat(told)
                .containsSubsequence(
                        "there gateway-api: ./config/crd/experimental of https://github.com/kubernetes-sigs/gateway-api",
                        "there cilium: chart cilium 1.20.1",
                        "there coredns: chart coredns 1.46.2",
                        "there cert-manager: chart cert-manager v1.18.2",
                        "ready rook-ceph: chart rook-ceph v1.20.6");
        assertThat(told).contains("ready flux-instance: 1 object");
        assertThat(timeline).as("Flux was installed when the bootstrap ended").isNotNull();
    }

    @Test
    @Order(3)
    void everythingBecomesReady() {
        flux.awaitReady(300, kustomizations());
        System.err.println("e2e: chongus was live " + (Instant.now().toEpochMilli() - handedOver.toEpochMilli())
                + " ms after it was handed over");
    }

    @Test
    @Order(30)
    void nothingFailedOnTheWay() {
        assertThat(timeline.failures()).isEmpty();
    }

    @Test
    @Order(70)
    void aSecondRunChangesNothing() throws Exception {
        Map<String, ObjectNode> before = everything();
        List<String> told = told("no such line");
        assertThat(told.stream().filter(line -> line.startsWith("ready "))).isEmpty();
        assertThat(told.stream().filter(line -> line.startsWith("there "))).hasSizeGreaterThan(5);
        assertThat(Changes.between(before, everything())).isEmpty();
    }

    /** The commands of the page; what it leaves to kubectl is asked of the server here. */
    @Test
    @Order(80)
    void oneVolumeIsBroughtBackAsThePageSays() {
        ObjectNode claim = paperless("v1", "PersistentVolumeClaim");
        well("suspend", "kustomization/paperless-ngx");
        well("suspend", "helmrelease/paperless-ngx");
        api.merge(paperless("apps/v1", "Deployment"), "", "{\"spec\": {\"replicas\": 0}}")
                .expectSuccess();
        api.delete(claim).expectSuccess();
        api.delete(paperless("volsync.backube/v1alpha1", "ReplicationDestination"))
                .expectSuccess();
        Await.until(60, () -> !api.get(api.path(claim)).ok(), () -> "the claim is still there");
        well("resume", "kustomization/paperless-ngx");
        well("resume", "helmrelease/paperless-ngx");
        Await.until(
                90,
                () -> api.get(api.path(claim))
                                .body()
                                .at("/status/phase")
                                .asText()
                                .equals("Bound")
                        && paperless("apps/v1", "Deployment")
                                        .at("/status/readyReplicas")
                                        .asInt()
                                == 1,
                () -> flux.troubles() + api.get(api.path(claim)).body() + paperless("apps/v1", "Deployment"));
        assertThat(paperless("v1", "PersistentVolumeClaim").at("/metadata/uid"))
                .isNotEqualTo(claim.at("/metadata/uid"));
    }

    private ObjectNode paperless(String apiVersion, String kind) {
        return api.get(apiVersion, kind, "default", "paperless-ngx").expectSuccess();
    }

    private void well(String... args) {
        Checkout.Run run = espalier(args);
        System.err.println(
                "e2e: espalier " + String.join(" ", args) + ": " + run.exit() + "\n" + run.out() + run.err());
        assertThat(run.exit()).isZero();
    }

    /** What Flux keeps, and what the bootstrap made beside it, by its path. */
    private Map<String, ObjectNode> everything() {
        var objects = new TreeMap<>(flux.managed());
        var more = new ArrayList<ObjectNode>();
        for (String kind : List.of("Namespace", "Secret", "ConfigMap", "ServiceAccount", "Service")) {
            more.addAll(api.list("v1", kind));
        }
        more.addAll(api.list("apps/v1", "Deployment"));
        more.addAll(api.list("apiextensions.k8s.io/v1", "CustomResourceDefinition"));
        more.forEach(object -> objects.put(api.path(object), object));
        return objects;
    }
}
