package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.kyrion.Kyrion;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.kubernetes.Namespace;
import infra.NamespaceTable;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every namespace of kyrion's document is there, in its category. */
class NamespaceTableTest extends GroundCases {
    /** The table of the document, without those that Kubernetes and Flux bring. */
    private static final String TABLE = """
            applications: ai arkham coder discourse fission mediamtx n8n raiplaysoundrss registry romm
            azure: arc-workload-identity azure-arc azure-arc-release
            ci-cd: arc-runners arc-system
            development: airflow error-pages
            device-plugins: intel-device-plugins-system
            flux: capacitor
            infrastructure: cert-manager sealed-secrets-system tailscale
            monitoring: elastic-system monitoring opentelemetry-operator-system
            networking: ingress traefik
            storage: csi-rclone
            upgrades: system-upgrade
            """;

    private static final Pattern NAMESPACE = Pattern.compile(
            "kind: Namespace\nmetadata:\n  name: (\\S+)\n(?:    .*\n|  labels:\n)*?    elysium.io/category: (\\S+)\n");

    NamespaceTableTest() {
        super("namespace-table");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("a namespace that the table has", "", ground -> made(ground, "films"));
        is("a namespace that it does not have", "namespace-unsorted", ground -> made(ground, "series"));
    }

    private static void made(Ground ground, String name) {
        ground.says(new NamespaceTable("example.com/category").category("media", "films"));
        new Namespace(ground.apps, name);
    }

    @Test
    void kyrionHasThoseOfTheDocumentAndNoOthers() {
        Compilation kyrion = Compiled.compile(
                new Fleet().cluster("kyrion", Kyrion::new),
                "kyrion",
                Path.of(System.getProperty("espalier.root", ".")));
        String files = Compiled.files(kyrion, "");
        var found = new TreeMap<String, java.util.TreeSet<String>>();
        var matcher = NAMESPACE.matcher(files);
        int count = 0;
        while (matcher.find()) {
            count++;
            found.computeIfAbsent(matcher.group(2), category -> new java.util.TreeSet<>())
                    .add(matcher.group(1));
        }
        var table = new StringBuilder();
        found.forEach((category, names) -> table.append(category)
                .append(": ")
                .append(String.join(" ", names))
                .append('\n'));
        assertThat(table.toString()).isEqualTo(TABLE);
        assertThat(files.split("\nkind: Namespace\n", -1))
                .as("namespaces without a category")
                .hasSize(count + 1);
    }
}
