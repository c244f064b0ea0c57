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
import java.util.function.Supplier;

/** What the compiler says when one object of a cluster is another than its class makes it. */
final class CompilerVerdicts {
    private final String cluster;
    private final Supplier<Fleet> fleets;
    private final Path root = Path.of(System.getProperty("espalier.root", "."));
    private final Map<String, Integer> errorsBefore;
    private final Map<String, Integer> warningsBefore;

    /** The rules that a mistake breaks, errors and warnings. */
    record Verdict(List<String> errors, List<String> warnings) {}

    /** @param fleets gives the cluster's fleet, each time anew */
    CompilerVerdicts(String cluster, Supplier<Fleet> fleets) {
        this.cluster = cluster;
        this.fleets = fleets;
        var compiler = new Compiler(fleets.get(), root);
        List<Finding> findings = compiler.compiled(made(compiler)).findings();
        errorsBefore = byRule(findings, true);
        warningsBefore = byRule(findings, false);
    }

    /** The objects of the cluster as they are, in tree order. */
    List<Mapping> objects() {
        return objects(made(new Compiler(fleets.get(), root))).stream()
                .map(object -> object.body().copy())
                .toList();
    }

    /** What is found after {@code mistake} in the object {@code number}, and not without it. */
    Verdict verdict(int number, Site site, Mistake mistake) {
        var compiler = new Compiler(fleets.get(), root);
        Cluster made = made(compiler);
        Mapping object = objects(made).get(number).body();
        Mapping wrong = object.copy(); // constructs may share parts of what they write
        mistake.make(wrong, site);
        List.copyOf(object.keys()).forEach(object::remove);
        wrong.forEach(object::put);
        List<Finding> findings = compiler.compiled(made).findings();
        return new Verdict(more(byRule(findings, true), errorsBefore), more(byRule(findings, false), warningsBefore));
    }

    private static List<String> more(Map<String, Integer> now, Map<String, Integer> before) {
        return now.keySet().stream()
                .filter(rule -> now.get(rule) > before.getOrDefault(rule, 0))
                .sorted()
                .toList();
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

    private static Map<String, Integer> byRule(List<Finding> findings, boolean errors) {
        var counts = new HashMap<String, Integer>();
        for (Finding finding : findings) {
            if (finding.isError() == errors) {
                counts.merge(finding.rule().id(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
