package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.kyrion.Kyrion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.StandInCharts.Owners;
import espalier.Fleet;
import espalier.Pin;
import espalier.compile.Compiler;
import espalier.order.Unit;
import features.Checkout.Run;
import features.SchemaJudge;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The committed kyrion from nothing, by the program's own commands: synth, push, bootstrap, and watch until all is live of which git
 * does not say that it cannot be.
 *
 * <p>Every Kustomization, HelmRelease and source is the committed one, and Flux fetches charts and the one other repository from the
 * addresses that stand there. Left to stand-ins, which the output names: what charts are made of, where it is not known here, their
 * operators, what K3s brings, Flux's image controllers and the kubelet. So this shows the order, that the server takes every object,
 * that each part has what it waits for, and what becomes of the parts that are known to be broken; it does not show that a real chart
 * takes its values, or that a sealed value opens, which {@code ChartValuesTest} and {@code SealedSecretsTest} do.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KyrionTest extends Rehearsal {
    private static final String IMAGES = "image.toolkit.fluxcd.io";

    private static final Owners OWNERS = new Owners(
            Map.ofEntries(
                    Map.entry("bitnami.com", "sealed-secrets"),
                    Map.entry("cert-manager.io", "cert-manager"),
                    Map.entry("deviceplugin.intel.com", "intel-device-plugins-operator"),
                    Map.entry("fission.io", "fission-all"),
                    Map.entry("monitoring.coreos.com", "prometheus-operator-crds"),
                    Map.entry("nfd.k8s-sigs.io", "node-feature-discovery"),
                    Map.entry("opentelemetry.io", "opentelemetry-operator"),
                    Map.entry("tailscale.com", "tailscale-operator"),
                    Map.entry("traefik.io", "traefik")),
            Map.of(
                    "upgrade.cattle.io",
                    List.of(
                            "https://github.com/rancher/system-upgrade-controller",
                            "v0.20.1",
                            "pkg/crds/yaml/generated")),
            Set.of(IMAGES),
            // Kibana is there at first, and breaks at its next upgrade.
            Set.of("azure-arc", "capacitor-release", "system-upgrade-controller"));

    private final Set<String> broken = new TreeSet<>();
    private StandInCharts charts;
    private long handedOver;

    @BeforeAll
    void handOver() throws Exception {
        SchemaJudge.mustBeThere();
        begin(new Compiler(new Fleet().cluster("kyrion", Kyrion::new), ROOT).compile("kyrion"));
        for (Unit unit : Objects.requireNonNull(committed.order()).units()) {
            if (unit.objects().stream().anyMatch(object -> object.owner().isKnownBroken())) {
                broken.add(unit.name());
            }
        }
        // What it serves in the place of the chart that git asks it for.
        charts = new StandInCharts(committed, OWNERS)
                .with("https://releases.rancher.com/server-charts/latest", SmallChart.of("rancher", "2.13.0"));
        StandInWeb web = web(charts, OWNERS);

        var repository = new FollowedRepository(controlPlane, "kyrion", controlPlane.data("work"));
        clone = repository.clone.clusters(fleet -> fleet.cluster("kyrion", Kyrion::new));
        copy(".gitattributes", ".gitignore", "etc", "schemas", "src/main/resources");
        var bootstrap = new FluxBootstrap(api, clone.path("dist/kyrion/flux-system"));
        clone.path("dist/kyrion/flux-system").toFile().mkdirs();
        bootstrap.write(repository.url(), "./dist/kyrion");
        repository.push("What Kyrion is made of, and what flux bootstrap adds to it");
        clone.synth();
        Run pushed = espalier("push", "--message", "Kyrion");
        assertThat(pushed.exit()).as(pushed.err()).isZero();

        PlayedOperators operators = controlPlane.beside(KyrionOperators.of(api));
        tell(charts, operators);
        operators.start();
        handedOver = System.nanoTime();
        Thread kubelet = kubelet(
                bootstrap,
                web.environment(),
                () -> charts.of(IMAGES)
                        .forEach(definition -> api.apply(definition, "flux").expectSuccess()));
        Run brought = espalier(
                "bootstrap",
                "kyrion",
                "--given-file",
                "flux-system/flux-system/identity=" + given("identity"),
                "--given-file",
                "flux-system/flux-system/known_hosts=" + given("known_hosts"));
        System.err.println("e2e: espalier bootstrap kyrion\n" + brought.out() + brought.err());
        assertThat(brought.exit()).isZero();
        kubelet.join();
    }

    private static void tell(StandInCharts charts, PlayedOperators operators) {
        System.err.println("NOTICE: stand-ins, made by this test:");
        charts.names().forEach(name -> System.err.println("  charts and repositories: " + name));
        operators.names().forEach(name -> System.err.println("  operators: " + name));
        System.err.println(
                "  image-reflector-controller, image-automation-controller: their definitions, and what they say of objects");
        System.err.println("  kubelet: kwok, whose pods are ready without running");
    }

    @Override
    Set<String> knownBroken() {
        return broken;
    }

    @Test
    @Order(1)
    void whatSynthWritesIsWhatIsCommitted() throws IOException {
        isAsCommitted("dist/kyrion");
    }

    /** Watching ends well, since nothing else is wrong, and says what is. */
    @Test
    @Order(2)
    void everythingElseBecomesReady() {
        Run watched = espalier("watch", "--timeout", "12m");
        System.err.println("e2e: kyrion was live " + millisSince(handedOver) + " ms after it was handed over\n"
                + watched.out() + watched.err());
        assertThat(watched.exit()).as(watched.err()).isZero();
        flux.awaitReady(60, kustomizations(), broken);
        assertThat(watched.err())
                .contains("live")
                .contains("known not to work: Kustomization flux-system/capacitor-capacitor-release, ")
                .contains("known not to work: Kustomization flux-system/infra-controllers-azure-arc, ")
                .contains("known not to work: Kustomization flux-system/infra-controllers-system-upgrade-controller, ")
                .contains(": this repository serves the chart of Rancher alone;");
    }

    @Test
    @Order(3)
    void nothingElseFailedOnTheWay() {
        List<String> names = Stream.concat(broken.stream(), OWNERS.missing().stream())
                .map(name -> " " + name + ": ")
                .toList();
        assertThat(timeline.failures())
                .filteredOn(line -> names.stream().noneMatch(line::contains))
                .isEmpty();
    }

    @Test
    @Order(4)
    void statusAndDoctorEndWellForWhatIsKnown() {
        Run status = espalier("status");
        assertThat(status.exit()).as(status.out() + status.err()).isZero();
        assertThat(status.err()).contains(" known not to work");
        Run doctor = espalier("doctor");
        assertThat(doctor.exit()).as(doctor.out() + doctor.err()).isZero();
        assertThat(doctor.out()).contains("known not to work: ").contains("HelmRelease capacitor/capacitor-release");
    }

    /** For each image that is marked in the file of versions, and the one bot that writes into it every ten minutes. */
    @Test
    @Order(5)
    void imagesAreFollowed() {
        Set<String> marked =
                Objects.requireNonNull(Objects.requireNonNull(committed.order())
                                .cluster()
                                .versions())
                        .pins()
                        .stream()
                        .map(Pin::marker)
                        .filter(Objects::nonNull)
                        .map(marker -> marker.policy())
                        .collect(Collectors.toSet());
        assertThat(marked).hasSizeGreaterThan(20);
        for (String kind : new String[] {"ImageRepository", "ImagePolicy"}) {
            assertThat(api.list(IMAGES + "/v1", kind).stream().map(FluxStatus::name))
                    .containsExactlyInAnyOrderElementsOf(marked);
        }
        List<ObjectNode> bots = api.list(IMAGES + "/v1", "ImageUpdateAutomation");
        assertThat(bots).hasSize(1);
        JsonNode spec = bots.get(0).path("spec");
        assertThat(spec.path("interval").asText()).isEqualTo("10m");
        assertThat(spec.at("/update/path").asText()).isEqualTo("./");
    }

    /** Flux puts variables in where an object asks for one; their values are in no file. */
    @Test
    @Order(6)
    void variablesArePutIn() {
        assertThat(api.get("cert-manager.io/v1", "ClusterIssuer", "", "letsencrypt")
                        .body()
                        .at("/spec/acme/email")
                        .asText())
                .isEqualTo("stand-in");
    }
}
