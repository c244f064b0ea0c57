package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.Timeline.Moment;
import espalier.Fleet;
import espalier.compile.Compiler;
import features.Checkout.Run;
import features.EditedCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The committed lab on real Flux and a real API server, by the program's own commands: synth, push, bootstrap, and watch until it
 * is live; then a change of one line of Java, and removals. Each step goes on where the one before it ended.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LabTest extends Rehearsal {
    /** Where the cluster's class stands. */
    private static final String LAB = "src/main/java/clusters/Lab.java";

    private FollowedRepository repository;
    private EditedCluster lab;
    private long handedOver;

    @BeforeAll
    void handOver() throws Exception {
        begin(new Compiler(new Fleet().cluster("lab", Lab::new), ROOT).compile("lab"));
        lab = new EditedCluster(Lab.class, "lab", controlPlane.data("java"));

        repository = new FollowedRepository(controlPlane, "lab", controlPlane.data("work"));
        clone = repository.clone;
        copy(".gitattributes", ".gitignore");
        stage(lab);
        var bootstrap = new FluxBootstrap(api, clone.path("dist/lab/flux-system"));
        clone.path("dist/lab/flux-system").toFile().mkdirs();
        bootstrap.write(repository.url(), "./dist/lab");
        repository.push("The Java of the lab, and what flux bootstrap adds to it");
        clone.clusters(lab.fleet()).synth();
        Run pushed = espalier("push", "--message", "The lab");
        assertThat(pushed.exit()).as(pushed.err()).isZero();
        assertThat(clone.git("ls-tree", "-r", "--name-only", "origin/main").lines())
                .contains("dist/lab/kustomization.yaml", LAB)
                .noneMatch(path -> path.startsWith("java/"));

        var web = controlPlane.beside(new StandInWeb(controlPlane.data("web"), StandIns.CHARTS));
        var standIns = new StandIns(api);
        System.err.println("NOTICE: small stand-ins, made by this test, take the place of the charts "
                + StandIns.CHARTS.keySet() + " and of what their controllers do");
        standIns.provisionVolumes();
        handedOver = System.nanoTime();
        Thread kubelet = kubelet(bootstrap, web.environment(), () -> {});
        Run brought = espalier(
                "bootstrap",
                "lab",
                "--given-file",
                "onepassword/onepassword-service-account-token/token=" + given("token"),
                "--given-file",
                "flux-system/flux-system/identity=" + given("identity"),
                "--given-file",
                "flux-system/flux-system/known_hosts=" + given("known_hosts"));
        System.err.println("e2e: espalier bootstrap lab\n" + brought.out() + brought.err());
        assertThat(brought.exit()).isZero();
        kubelet.join();
        standIns.fetchSecrets();
    }

    /** Puts the Java of the lab into the clone, and stages it as somebody does who wants it in the commit. */
    private void stage(EditedCluster edited) {
        clone.write(LAB, edited.source());
        clone.git("add", LAB, ".gitattributes", ".gitignore");
    }

    @Test
    @Order(1)
    void whatSynthWritesIsWhatIsCommitted() throws IOException {
        isAsCommitted("dist/lab");
    }

    @Test
    @Order(2)
    void everythingBecomesReady() {
        Run watched = espalier("watch", "--timeout", "5m");
        System.err.println("e2e: the lab was live " + millisSince(handedOver) + " ms after it was handed over\n"
                + watched.out() + watched.err());
        assertThat(watched.exit()).as(watched.err()).isZero();
        flux.awaitReady(5, kustomizations());
    }

    /** Right after Flux is done there is nothing for it to do; what charts install is none of its affairs. */
    @Test
    @Order(3)
    void aComparisonWithTheClusterFindsNothing() {
        long start = System.nanoTime();
        Run compared = espalier("diff", "--live");
        System.err.println("e2e: comparing took " + millisSince(start) + " ms: " + compared.err());
        assertThat(compared.out()).isEmpty();
        assertThat(compared.err()).contains("nothing would change");
        assertThat(compared.exit()).isZero();
    }

    @Test
    @Order(4)
    void nothingIsReadyBeforeItRuns() {
        var tooEarly = new ArrayList<String>();
        for (String name : kustomizations()) {
            Moment running = timeline.running(name);
            if (running != null && running.isAfter(timeline.ready(name))) {
                tooEarly.add(name + " was ready before it ran");
            }
        }
        assertThat(tooEarly).isEmpty();
    }

    @Test
    @Order(60)
    void reconcilingAgainChangesNothing() {
        flux.reconcileAll(120); // takes over what the bootstrap made
        Map<String, ObjectNode> before = flux.managed();
        long start = System.nanoTime();
        flux.reconcileAll(120);
        System.err.println("e2e: everything was reconciled again after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed())).isEmpty();
    }

    /** A field with two owners stays when git lets go of it, and two that differ take turns. */
    @Test
    @Order(70)
    void nobodyElseOwnsAFieldThatGitSays() {
        var shared = new TreeSet<String>();
        flux.managed().forEach((path, object) -> {
            Map<String, Set<String>> owners = FieldOwners.of(object);
            Set<String> ours = owners.remove("kustomize-controller");
            assertThat(ours).as(path).isNotEmpty();
            if (!ownedBy(object).equals("flux-system")) { // what flux bootstrap applied stays its own, too
                owners.forEach((who, fields) -> {
                    fields.retainAll(ours);
                    fields.forEach(field -> shared.add(path + ": " + field + " is " + who + "'s, too"));
                });
            }
        });
        assertThat(shared).isEmpty();
    }

    @Test
    @Order(80)
    void aLineOfJavaChangesWhatItIsAbout() {
        Map<String, ObjectNode> before = flux.managed();
        stage(lab.edit("o.nodePort(30080)", "o.nodePort(30081)"));
        clone.clusters(lab.fleet()).synth();
        assertThat(clone.git("status", "--porcelain", "--untracked-files=no").lines())
                .containsExactlyInAnyOrder(" M dist/lab/apps/openwebui/service.yaml", "M  " + LAB);
        Run foretold = espalier("diff", "--live");
        assertThat(foretold.exit()).isEqualTo(1);
        assertThat(foretold.out())
                .startsWith("apps-openwebui:\n  changed Service default/openwebui\n"
                        + "    spec.ports[http].nodePort: 30080 → 30081\n    made at " + LAB + ":");
        long start = System.nanoTime();
        Run pushed = espalier("push", "--watch", "--timeout", "2m");
        System.err.println("e2e: a change of the last in the chain was live " + millisSince(start)
                + " ms after it was pushed\n" + pushed.out());
        assertThat(pushed.exit()).as(pushed.err()).isZero();
        String revision = clone.git("rev-parse", "origin/main").strip();
        assertThat(flux.isLive("apps-openwebui", revision)).isTrue();
        flux.awaitRevision(120, revision);
        System.err.println("e2e: everything was at the new revision after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed()))
                .containsExactly("changed /api/v1/namespaces/default/services/openwebui");
    }

    @Test
    @Order(90)
    void aRemovedAppGoesAndItsDiskStays() {
        Map<String, ObjectNode> before = flux.managed();
        clone.clusters(lab.edit("new OpenWebUi(apps, \"openwebui\", litellm, o -> o.nodePort(30081));", "")
                        .edit("new Etcd(apps, \"etcd\", synology.ephemeral(), \"2Gi\");", "")
                        .fleet())
                .synth();
        long start = System.nanoTime();
        flux.awaitRevision(120, repository.pushAndLook("Two apps less"));
        System.err.println("e2e: two apps were gone after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed()))
                .containsExactlyInAnyOrder(
                        "gone /api/v1/namespaces/default/services/openwebui",
                        "gone /apis/apps/v1/namespaces/default/deployments/openwebui",
                        "gone /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps-openwebui",
                        "gone /api/v1/namespaces/default/services/etcd",
                        "gone /api/v1/namespaces/default/persistentvolumeclaims/etcd-data",
                        "gone /apis/apps/v1/namespaces/default/statefulsets/etcd",
                        "gone /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps-etcd",
                        // the longest chain of the stage is shorter by one, and so is the time it may take
                        "changed /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps");
        assertThat(left(before, "openwebui")).isEmpty();
        assertThat(left(before, "/etcd"))
                .containsExactly("/api/v1/namespaces/default/persistentvolumeclaims/etcd-data");
    }

    /** An operator goes with its release, its namespace stays, and what it had made for the apps is not missed by them. */
    @Test
    @Order(100)
    void aRemovedOperatorLeavesItsNamespace() throws Exception {
        Map<String, ObjectNode> before = flux.managed();
        clone.clusters(lab.edit("var onePassword = new OnePassword(infrastructure, \"onepassword\", \"lab\");", "")
                        .edit(".key(\"GEMINI_API_KEY\", onePassword.item(\"google\"))", "")
                        .edit(".key(\"OPENROUTER_API_KEY\", onePassword.item(\"openrouter\"))", "")
                        .fleet())
                .synth();
        long start = System.nanoTime();
        flux.awaitRevision(120, repository.pushAndLook("No operator"));
        System.err.println("e2e: an operator was gone after " + millisSince(start) + " ms");
        Await.until(
                60,
                () -> left(before, "onepassword").equals(List.of("/api/v1/namespaces/onepassword")),
                () -> "Flux left " + left(before, "onepassword"));
        assertThat(api.get("apps/v1", "Deployment", "onepassword", "onepassword")
                        .ok())
                .as("what the chart had installed")
                .isFalse();
    }

    /** The paths of what is there still, of those that have {@code word} in them. */
    private List<String> left(Map<String, ObjectNode> before, String word) {
        return before.keySet().stream()
                .filter(path -> path.contains(word))
                .filter(path -> api.get(path).ok())
                .toList();
    }
}
