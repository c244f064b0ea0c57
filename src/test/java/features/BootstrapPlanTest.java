package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.bootstrap.Bootstrap;
import espalier.bootstrap.Bootstrap.Part;
import espalier.bootstrap.Step;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.FluxInstance;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.order.Order;
import espalier.platform.K3s;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.Givens;
import espalier.secrets.Readers;
import espalier.secrets.SecretMaker;
import infra.FluxOperator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bootstrap brings, and in which phases, follows from the cluster alone. */
class BootstrapPlanTest extends GroundCases {
    BootstrapPlanTest() {
        super("bootstrap-phases");
    }

    /** The steps by phases, for people. */
    private static String plan(Compilation compilation) {
        Order order = Objects.requireNonNull(compilation.order());
        var maker = new SecretMaker(DeclaredSecrets.of(order), Readers.of(order), Givens.NONE, Map.of(), Set.of());
        var text = new StringBuilder();
        for (Part part : Bootstrap.of(order, maker, null, List.of()).parts()) {
            text.append("phase ").append(part.phase()).append('\n');
            for (Step step : part.steps()) {
                text.append("  ").append(step.what()).append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void theLabAndTheHouse() {
        var plans = new StringBuilder();
        for (Compilation compilation : Compiled.all()) {
            if (!Set.of("lab", "k3s-home").contains(compilation.name())) {
                continue; // their pages show the phases as well
            }
            plans.append("# ")
                    .append(compilation.name())
                    .append('\n')
                    .append(plan(compilation))
                    .append('\n');
        }
        Snapshots.verify("platform/bootstrap-plans.txt", plans.toString());
    }

    @Test
    void onlyOneClusterCanBeMeant(@TempDir Path folder) {
        Checkout.Run run = Checkout.at(folder)
                .clusters(fleet -> fleet.cluster("operated", Operated::new))
                .espalier("bootstrap", "operated", "--cluster", "other");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Tried to bootstrap operated, but --cluster says that it is other: leave that out\n");
    }

    @Test
    void aTreeThatIsNotWhatTheJavaSays(@TempDir Path folder) {
        Checkout.Run run = Checkout.at(folder)
                .clusters(fleet -> fleet.cluster("operated", Operated::new))
                .espalier("bootstrap", "operated");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .endsWith(
                        "Tried to bootstrap operated, but dist/ is not what the Java says: run mvn synth, and look at what"
                                + " changes\n");
    }

    private static HelmRelease shops(Ground c) {
        return c.chart("merchant", h -> h.bringsCrd("shop.example.com", "Shop"));
    }

    private static CustomResource shop(Ground c) {
        return new CustomResource(c.infrastructure, "shop", "shop.example.com/v1", "Shop", s -> s.spec("open", true));
    }

    private static ConfigMap note(Ground c, String id) {
        return new ConfigMap(c.infrastructure, id, m -> m.value("a", "b"));
    }

    @Override
    void all() {
        is("a chart in a later phase than what needs its definitions", "phase-order", c -> {
            var k3s = new K3s(c, K3S);
            k3s.beforeFlux("first", shop(c), "a test");
            k3s.beforeFlux("second", shops(c), "a test");
        });
        is("a chart in the same phase", "", c -> {
            var k3s = new K3s(c, K3S);
            k3s.beforeFlux("first", shop(c), "a test");
            k3s.beforeFlux("first", shops(c), "a test");
        });
        is("a chart of which nobody says in which phase", "", c -> {
            var k3s = new K3s(c, K3S);
            k3s.beforeFlux("first", shop(c), "a test");
            k3s.beforeFlux(shops(c), "a test");
        });
    }

    @Test
    void phasesThatTheClusterNames() {
        Compilation compilation = Ground.with(c -> {
            var k3s = new K3s(c, K3S);
            var login = new BootstrapSecret(
                    c.infrastructure.in(NamespaceHandle.KUBE_SYSTEM), "login", s -> s.password("PASSWORD"));
            var token = new BootstrapSecret(c.infrastructure, "token", s -> s.given("TOKEN", "the token of a shop"));
            new BootstrapSecret(c.infrastructure, "session", s -> s.password("KEY"));
            var core = c.chart("core", h -> h.value(login.key("PASSWORD"), "password"));
            k3s.beforeFlux("crds", note(c, "definitions"), "all else is made of them");
            k3s.beforeFlux("core", core, "nothing works without");
            k3s.beforeFlux("token", token, "somebody has to bring it");
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        assertThat(plan(compilation)).isEqualTo("""
                        phase crds
                          infrastructure-definitions: 1 object
                        phase core
                          Secret kube-system/login
                          infrastructure-core: chart core 1.0.0
                        phase token
                          Secret default/token
                        phase secrets
                          Secret default/session
                        phase flux
                          flux-system: Flux's controllers
                          flux-system:  at main
                        """);
    }

    /** Its pods are kept off the network until the CNI of the cluster's own is there. */
    private static final class Operated extends Cluster {
        Operated(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git("ssh://git@github.com/example/lab", "main"));
            new K3s(this, K3S, k -> k.flags(Ground.BARE));
            Elsewhere.definitions(this, "cilium.io");
            var stage = new Stage(this, "base");
            new FluxOperator(stage.in(NamespaceHandle.FLUX_SYSTEM), "flux-operator");
            new FluxInstance(stage, "flux");
            var cilium = new Component(stage.in(NamespaceHandle.KUBE_SYSTEM), "cilium") {};
            var charts = new HelmRepository(cilium, "https://charts.example.com");
            new HelmRelease(
                    cilium,
                    charts.chart("cilium", "1.0.0"),
                    CrdOwner.RELEASE,
                    h -> h.value(true, "kubeProxyReplacement")
                            .value(true, "l2announcements", "enabled")
                            .value("kubernetes", "ipam", "mode"));
        }
    }

    @Test
    void fluxThatAnOperatorMakesWhenItsPodsCanRun() {
        Compilation compilation = Compiled.cluster(Operated::new);
        assertThat(Ground.findings(compilation)).isEmpty();
        assertThat(plan(compilation)).isEqualTo("""
                        phase 1
                          base-cilium: chart cilium 1.0.0
                        phase 2
                          base-flux-operator: chart flux-operator 0.58.1
                        phase flux
                          Secret flux-system/flux-system
                          base-flux: 1 object
                        """);
    }
}
