package features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A chart that makes custom resources of another one's definition comes after that one. */
class KindsThatChartsUseTest {
    @Test
    void theChartComesAfterWhatBringsTheDefinition() {
        var compilation = Ground.with(c -> {
            c.chart("dcgm-exporter", h -> h.makes("monitoring.coreos.com", "ServiceMonitor"));
            c.chart("prometheus-operator-crds", h -> h.bringsCrds("monitoring.coreos.com"));
        });
        assertThat(Compiled.files(compilation, "infrastructure/dcgm-exporter.yaml"))
                .contains("dependsOn:\n    - name: infrastructure-prometheus-operator-crds");
    }

    @Test
    void aDefinitionThatNothingBringsIsAFinding() {
        Snapshots.verify(
                "findings/kinds-that-charts-use.txt",
                Ground.findings(Ground.with(
                        c -> c.chart("dcgm-exporter", h -> h.makes("monitoring.coreos.com", "ServiceMonitor")))));
    }
}
