package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Resource;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.graph.Edge;
import espalier.kubernetes.Manifests;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What handles say of references, the fields that are known say as well; and what only these say orders all the same. */
class ScanAndHandlesTest {
    /** The edges of the lab's known fields; {@code plain} takes the handles out of its objects before they are looked at. */
    private static Set<String> edges(boolean plain) {
        var compiler = new Compiler(new Fleet().cluster("lab", clusters.Lab::new), Path.of("no-such-directory"));
        Cluster lab = Objects.requireNonNull(compiler.made("lab"));
        if (plain) {
            for (Node node : lab.node().subtree()) {
                for (KubernetesObject object : node.objects()) {
                    flatten(object.body());
                }
            }
        }
        Order order = Objects.requireNonNull(compiler.compiled(lab).order());
        var edges = new TreeSet<String>();
        for (Edge edge : order.graph().edges()) {
            if (edge.by() != null) {
                edges.add(edge + " " + edge.strength());
            }
        }
        return edges;
    }

    private static void flatten(Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                if (mapping.valueAt(i) instanceof Text text) {
                    mapping.setValueAt(i, plain(text));
                }
                flatten(mapping.valueAt(i));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                if (sequence.get(i) instanceof Text text) {
                    sequence.set(i, plain(text));
                }
                flatten(sequence.get(i));
            }
        }
    }

    private static Value plain(Text text) {
        return text.isString() ? Scalar.of(text.text()) : Scalar.of(Integer.parseInt(text.text()));
    }

    @Test
    void theyAgree() {
        Set<String> byHandles = edges(false);
        assertThat(byHandles).hasSizeGreaterThan(15);
        assertThat(edges(true)).isEqualTo(byHandles);
    }

    @Test
    void anEdgeThatOnlyTheScanFindsOrders() {
        Compilation compilation = Compiled.stage(apps -> {
            new Manifests(apps, "reader", "a test", Resource.of("features/reads-a-config.yaml"));
            new Manifests(apps, "config", "a test", Resource.of("features/a-config.yaml"));
        });
        Order order = Objects.requireNonNull(compilation.order(), () -> Compiled.findings(compilation));
        var waits = new ArrayList<String>();
        for (Unit unit : order.units()) {
            unit.dependsOn().forEach(before -> waits.add(unit.name() + " after " + before.name()));
        }
        assertThat(waits).containsExactly("apps-reader after apps-config");
    }
}
