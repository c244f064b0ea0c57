package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.CustomResource;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A chart that the API server asks before it takes an object comes before every object that it is asked about. */
class WebhooksOfChartsTest {
    private static String dependencies(Consumer<HelmRelease.HelmReleaseSettings> settings) {
        return Compiled.files(
                Compiled.stage(apps -> {
                    Elsewhere.definitions(apps.node().cluster(), "garden.example.com");
                    gate(apps, settings);
                    new CustomResource(apps, "tree", "garden.example.com/v1", "Tree", r -> r.spec("height", 3));
                }),
                "apps/tree.yaml");
    }

    private static void gate(Stage apps, Consumer<HelmRelease.HelmReleaseSettings> settings) {
        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        new HelmRelease(apps, "gate", charts.chart("gate", "1.0.0"), CrdOwner.ELSEWHERE, settings);
    }

    @Test
    void objectsOfItsGroupWaitForTheChart() {
        assertThat(dependencies(h -> h.webhookFor("garden.example.com"))).contains("- name: apps-gate");
    }

    @Test
    void othersDoNot() {
        assertThat(dependencies(h -> h.webhookFor("house.example.com"))).doesNotContain("apps-gate");
        assertThat(dependencies(h -> {})).doesNotContain("apps-gate");
    }
}
