package e2e;

import espalier.Cluster;
import espalier.Finding;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.compile.Compiler;
import espalier.tree.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the compiler says when one object of a cluster is another than its class makes it. */
final class CompilerVerdicts {
    private final String cluster;
    private final Supplier<Fleet> fleets;
    private final Path root = Path.of(System.getProperty("espalier.root", "."));
    private final Map<String, Integer> before;

    /** @param fleets gives the cluster's fleet, each time anew */
    CompilerVerdicts(String cluster, Supplier<Fleet> fleets) {
        this.cluster = cluster;
        this.fleets = fleets;
        var compiler = new Compiler(fleets.get(), root);
        before = errors(compiler.compiled(made(compiler)).findings());
    }

    /** The objects of the cluster as they are, in tree order. */
    List<Mapping> objects() {
        return objects(made(new Compiler(fleets.get(), root))).stream()
                .map(object -> object.body().copy())
                .toList();
    }

    /** The rules that are broken, by errors that are not there otherwise, after {@code mistake} in the object {@code number}. */
    List<String> broken(int number, Site site, Mistake mistake) {
        var compiler = new Compiler(fleets.get(), root);
        Cluster made = made(compiler);
        Mapping object = objects(made).get(number).body();
        Mapping wrong = object.copy(); // constructs may share parts of what they write
        mistake.make(wrong, site);
        List.copyOf(object.keys()).forEach(object::remove);
        wrong.forEach(object::put);
        Map<String, Integer> now = errors(compiler.compiled(made).findings());
        var broken = new TreeSet<String>();
        now.forEach((rule, count) -> {
            if (count > before.getOrDefault(rule, 0)) {
                broken.add(rule);
            }
        });
        return List.copyOf(broken);
    }

    private Cluster made(Compiler compiler) {
        Cluster made = compiler.made(cluster);
        if (made == null) {
            throw new IllegalStateException("the cluster " + cluster + " was never made");
        }
        return made;
    }

    private static List<KubernetesObject> objects(Cluster cluster) {
        var objects = new ArrayList<KubernetesObject>();
        for (Node node : cluster.node().subtree()) {
            objects.addAll(node.objects());
        }
        return objects;
    }

    private static Map<String, Integer> errors(List<Finding> findings) {
        var counts = new HashMap<String, Integer>();
        for (Finding finding : findings) {
            if (finding.isError()) {
                counts.merge(finding.rule().id(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
