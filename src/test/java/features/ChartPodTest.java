package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.ChartPod;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import infra.Database;
import infra.Postgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pod that a chart makes gets the same steps before its start as one of ours. */
class ChartPodTest {
    /** Runs one program in a Deployment and another by a chart, on one database. */
    private static final class Twice extends Component {
        Twice(Scope scope, String id, Postgres postgres) {
            super(scope, id);
            var database = new Database(this, "database", postgres);
            new Deployment(this, d -> d.container("main", "example/image:1", c -> c.connect(database.url("URL"))));
            var pod = new ChartPod(this);
            database.createBefore(pod);
            database.createBefore(pod); // what is there already is not added again
            pod.initContainer(
                    "fetch",
                    "example/image:1",
                    c -> c.mount(new EmptyDir(this, "files"), "/files").memory("1Mi", "2Mi"));
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(
                    this,
                    charts.chart("example", "1.0.0"),
                    CrdOwner.RELEASE,
                    h -> h.value(pod.initContainers(), "server", "initContainers")
                            .value(pod.volumes(), "server", "volumes"));
        }
    }

    @Test
    void theStepIsTheSame() {
        var cluster = Compiled.stage(apps -> {
            var postgres = new Postgres(apps, "postgres", SystemsTest.disks(apps), "10Gi");
            new Twice(apps, "twice", postgres);
        });
        var ours = at(ContainerStart.read(cluster, "Deployment", "twice"), "spec", "template", "spec");
        var chart = at(ContainerStart.read(cluster, "HelmRelease", "twice"), "spec", "values", "server");
        var steps = (List<?>) chart.get("initContainers");
        assertThat(steps).hasSize(2);
        assertThat(steps.subList(0, 1)).isEqualTo(ours.get("initContainers"));
        assertThat(chart.get("volumes")).isEqualTo(List.of(Map.of("name", "files", "emptyDir", Map.of())));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> object, String... keys) {
        for (String key : keys) {
            object = (Map<String, Object>) object.get(key);
        }
        return object;
    }
}
