package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Finding;
import espalier.Fleet;
import espalier.catalog.KindCatalog;
import espalier.compile.Compiler;
import espalier.graph.ObjectGraph;
import espalier.schema.SchemaCheck;
import espalier.schema.SchemaResult;
import espalier.tree.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects held against the schemas of a repository, and against nothing else. As many as there are, at once.
 *
 * @param findings of each object, in their order
 */
public record HeldAgainstSchemas(List<List<Finding>> findings, SchemaResult result) {
    /** Tells {@code objects} apart by lines of their own, and changes nothing of them. */
    public static HeldAgainstSchemas in(Path root, List<Mapping> objects) {
        var fleet = new Fleet()
                .cluster(
                        "test",
                        (f, name) -> new TestCluster(f, name, apps -> {
                            var component = new Component(apps, "it") {};
                            for (int i = 0; i < objects.size(); i++) {
                                var line = component.node().origin().inFile("objects", i + 1);
                                component.node().add(objects.get(i).copy(), line);
                            }
                        }));
        Cluster cluster = new Compiler(fleet, root).made("test");
        SchemaResult result = SchemaCheck.of(ObjectGraph.of(cluster, KindCatalog.with(List.of())), root)
                .tell();
        var findings = new ArrayList<List<Finding>>();
        objects.forEach(object -> findings.add(new ArrayList<>()));
        for (Finding finding : fleet.findings("test").all()) {
            if (finding.rule().id().startsWith("schema-")) {
                findings.get(finding.origin().inner().number() - 1).add(finding);
            }
        }
        return new HeldAgainstSchemas(findings, result);
    }
}
