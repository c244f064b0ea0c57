package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Manifests;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an object stands on and a later stage makes is found, with the way round. */
class LateFoundationsTest {
    private static Manifests early(Ground c, String file) {
        return new Manifests(c.infrastructure, "early", "a test", Resource.of("platform/" + file));
    }

    private static String told(String name, Consumer<Ground> build) {
        return "--- " + name + "\n" + Ground.findings(Ground.with(build)) + "\n\n";
    }

    @Test
    void areFound() {
        Snapshots.verify(
                "findings/late-foundations.txt",
                told("a namespace that is made after its content", c -> {
                            early(c, "in-media.yaml");
                            c.yaml("media.yaml");
                        })
                        + told("a definition that is made after an object of its kind", c -> {
                            early(c, "issuer.yaml");
                            c.yaml("definition.yaml");
                        })
                        + told("a chart that brings it later", c -> {
                            early(c, "issuer.yaml");
                            var late = new Component(c.apps.in(NamespaceHandle.KUBE_SYSTEM), "issuers") {};
                            var charts = new HelmRepository(late, "https://charts.example.com/issuers");
                            new HelmRelease(
                                    late,
                                    charts.chart("issuers", "1.0.0"),
                                    CrdOwner.RELEASE,
                                    h -> h.bringsCrd("example.com", "Issuer", "issuers"));
                        }));
    }

    @Test
    void thatComeFirstAreNot() {
        assertThat(Ground.rules(Ground.with(c -> {
                    early(c, "media.yaml");
                    c.yaml("in-media.yaml");
                    c.yaml("issuer.yaml");
                    c.yaml("definition.yaml");
                })))
                .isEmpty();
    }
}
