package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.tree.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table "Namespace Organization" of kyrion's document: who is there, and of which category. */
class ElysiumNamespacesTest {
    private static final FieldPath CATEGORY = FieldPath.of("metadata", "labels", "elysium/category");

    private static final Map<String, List<String>> TABLE = Map.ofEntries(
            Map.entry("flux", List.of("capacitor")),
            Map.entry("infrastructure", List.of("cert-manager", "tailscale", "sealed-secrets-system")),
            Map.entry("networking", List.of("traefik", "ingress")),
            Map.entry("storage", List.of("csi-rclone")),
            Map.entry("monitoring", List.of("monitoring", "elastic-system", "opentelemetry-operator-system")),
            Map.entry("ci-cd", List.of("arc-system", "arc-runners")),
            Map.entry("azure", List.of("azure-arc", "azure-arc-release", "arc-workload-identity")),
            Map.entry(
                    "applications",
                    List.of(
                            "ai",
                            "arkham",
                            "coder",
                            "fission",
                            "n8n",
                            "discourse",
                            "registry",
                            "romm",
                            "mediamtx",
                            "raiplaysoundrss")),
            Map.entry("development", List.of("airflow", "error-pages")),
            Map.entry("upgrades", List.of("system-upgrade")),
            Map.entry("device-plugins", List.of("intel-device-plugins-system")));

    /** Those of Azure Arc, which is an option. */
    private static final Set<String> OPTIONAL = Set.of("azure-arc", "azure-arc-release", "arc-workload-identity");

    private static Map<String, String> categories() {
        var found = new TreeMap<String, String>();
        for (Compilation compilation : Compiled.all()) {
            if (compilation.name().equals("kyrion")) {
                for (KubernetesObject object :
                        Objects.requireNonNull(compilation.order()).graph().objects()) {
                    if (object.kind().equals("Namespace")) {
                        found.put(object.name(), String.valueOf(CATEGORY.in(object.body())));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void eachNamespaceIsOfTheCategoryThatTheDocumentHas() {
        Map<String, String> found = categories();
        var expected = new TreeMap<String, String>();
        TABLE.forEach((category, names) -> names.forEach(name -> {
            if (found.containsKey(name) || !OPTIONAL.contains(name)) {
                expected.put(name, category);
            }
        }));
        assertThat(found).isEqualTo(expected);
    }
}
