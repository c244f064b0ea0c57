package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Manifests;
import espalier.order.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a webhook is asked about comes after the webhook can answer. */
class WebhookOrderTest {
    private static Compilation compile(Consumer<Stage> asked) {
        return Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "garden.example.com", "wine.example.com");
            asked.accept(apps);
            new Manifests(apps, "gardener", "a test", Resource.of("webhooks/gardener.yaml"));
        });
    }

    private static List<String> before(Compilation compilation) {
        assertThat(Compiled.findings(compilation)).isEmpty();
        for (Unit unit : Objects.requireNonNull(compilation.order()).units()) {
            if (unit.name().equals("apps-asked")) {
                var names = new ArrayList<String>();
                unit.dependsOn().forEach(other -> names.add(other.name()));
                return names;
            }
        }
        throw new AssertionError("no unit is asked about");
    }

    @ParameterizedTest
    @CsvSource({
        "garden.example.com/v1, Apple, apps-gardener",
        "wine.example.com/v1, Grape, apps-gardener",
        // It may be passed over, and nobody waits for it.
        "garden.example.com/v1, Pear, ''",
        "garden.example.com/v1, Plum, ''"
    })
    void anObjectOfTheKind(String version, String kind, String expected) {
        assertThat(String.join(" ", before(compile(apps -> new CustomResource(apps, "asked", version, kind, c -> {})))))
                .isEqualTo(expected);
    }

    /** Of Kubernetes's own kinds the webhook itself is made; it is registered after it is there. */
    @Test
    void notAnObjectOfKubernetesItself() {
        assertThat(before(compile(apps -> new ConfigMap(apps, "asked", c -> c.value("a", "b")))))
                .isEmpty();
    }
}
