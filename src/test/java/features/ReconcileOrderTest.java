package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Strength;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.order.Order;
import espalier.order.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The order in which Flux brings things up follows from who was given what. */
class ReconcileOrderTest {
    private static Map<String, String> waits(Compilation compilation) {
        Order order = Objects.requireNonNull(compilation.order(), () -> Compiled.findings(compilation));
        var waits = new TreeMap<String, String>();
        for (Unit unit : order.units()) {
            var names = new java.util.ArrayList<String>();
            unit.dependsOn().forEach(before -> names.add(before.name()));
            waits.put(unit.name(), String.join(" ", names));
        }
        return waits;
    }

    @Test
    void theLabsOrderIsThatOfItsDocument() {
        Compilation lab = Compiled.compile(new Fleet().cluster("lab", clusters.Lab::new), "lab");
        assertThat(waits(lab))
                .containsEntry("apps-phoenix", "apps-postgres")
                .containsEntry("apps-litellm", "apps-phoenix apps-redis infrastructure-onepassword")
                .containsEntry("apps-openwebui", "apps-litellm")
                .containsEntry("apps-postgres", "infrastructure-synology")
                .containsEntry("apps-redis", "")
                .containsEntry("infrastructure-onepassword", "");
    }

    /** A server, and a client that reads its address as {@code need} has it. */
    private static void pair(Stage apps, UnaryOperator<espalier.Text> need) {
        ServicePort port = server(apps);
        new Deployment(
                apps,
                "client",
                d -> d.container("client", "example.com/client:1", c -> c.env("SERVER", need.apply(port.address()))));
    }

    private static ServicePort server(Stage apps) {
        var server = new Deployment(
                apps, "server", d -> d.container("server", "example.com/server:1", c -> c.port("http", 80)));
        return new Service(apps, "address", server, s -> {}).port("http");
    }

    /** A cluster that does not ask for strict order. */
    private static final class Loose extends Cluster {
        Loose(Fleet fleet, String name) {
            super(fleet, name, c -> {});
            var apps = new Stage(this, "apps");
            pair(apps, text -> text);
            var media = new Namespace(apps, "media");
            new ConfigMap(apps.in(media), "settings", c -> c.value("a", "b"));
        }
    }

    @Test
    void onlyAStrictClusterWaitsForWhatIsNeededToRun() {
        assertThat(waits(Compiled.stage(apps -> pair(apps, text -> text))))
                .containsEntry("apps-client", "apps-address");
        assertThat(waits(Compiled.cluster(Loose::new)))
                .containsEntry("apps-client", "")
                .containsEntry("apps-settings", "apps-media");
    }

    @Test
    void oneEdgeCanBeMadeWeakerWithAReason() {
        Compilation compilation = Compiled.stage(
                apps -> pair(apps, text -> text.needed(Strength.MENTION, "it looks for the server again and again")));
        assertThat(waits(compilation)).containsEntry("apps-client", "");
        assertThat(espalier.report.ClusterPage.of(
                        Objects.requireNonNull(compilation.order()),
                        compilation.schemas().gaps()))
                .contains("it looks for the server again and again");
    }
}
