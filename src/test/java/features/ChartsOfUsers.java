package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.tree.JavaTree;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.BiFunction;
import org.cdk8s.App;
import org.cdk8s.Chart;
import software.constructs.Construct;

/** Charts as users of cdk8s have them, which know nothing of us: they make the same objects in an App and in a component. */
public final class ChartsOfUsers {
    private ChartsOfUsers() {}

    /** Makes the chart in both places, and shows that there is no difference but the namespace that a component's objects stand in. */
    public static void makeTheSame(BiFunction<Construct, String, Chart> chart) {
        Compilation compilation = Compiled.stage(apps -> chart.apply(new CdkChart(apps, "guest"), "shop"));
        assertThat(Compiled.findings(compilation)).isEmpty();
        var inside = new ArrayList<Mapping>();
        for (Node node :
                Objects.requireNonNull(compilation.order()).cluster().node().subtree()) {
            for (KubernetesObject object : node.objects()) {
                Mapping body = object.body().copy();
                body.child("metadata").remove("namespace");
                inside.add(body);
            }
        }
        var alone = new ArrayList<Mapping>();
        for (Object object : chart.apply(new App(), "shop").toJson()) {
            alone.add((Mapping) JavaTree.of(object));
        }
        assertThat(alone).isNotEmpty();
        assertThat(inside).containsExactlyInAnyOrderElementsOf(alone);
    }
}
