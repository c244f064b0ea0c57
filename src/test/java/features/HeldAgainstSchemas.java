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
    /** Gives {@code objects} names of their own, and changes nothing else. */
    public static HeldAgainstSchemas in(Path root, List<Mapping> objects) {
        var fleet = new Fleet()
                .cluster(
                        "test",
                        (f, name) -> new TestCluster(f, name, apps -> {
                            var component = new Component(apps, "it") {};
                            for (int i = 0; i < objects.size(); i++) {
                                Mapping object = objects.get(i).copy();
                                object.child("metadata").put("name", "x" + i);
                                component.node().add(object, component.node().origin());
                            }
                        }));
        Cluster cluster = new Compiler(fleet, root).made("test");
        SchemaResult result = SchemaCheck.of(ObjectGraph.of(cluster, KindCatalog.with(List.of())), root)
                .tell();
        var findings = new ArrayList<List<Finding>>();
        objects.forEach(object -> findings.add(new ArrayList<>()));
        for (Finding finding : fleet.findings("test").all()) {
            if (finding.rule().id().startsWith("schema-")) {
                String name = finding.place().object().name();
                findings.get(Integer.parseInt(name.substring(1))).add(finding);
            }
        }
        return new HeldAgainstSchemas(findings, result);
    }
}
