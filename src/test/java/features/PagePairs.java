package features;

import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.plan.Planner;
import espalier.plan.page.PlanPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The changes of which pages are looked at, on clusters that have names. */
final class PagePairs {
    private static final Path FOLDER = Path.of(System.getProperty("espalier.root", "."), "src/test/resources/page");

    private PagePairs() {}

    /** Two clusters: one with nearly everything that a plan can say, and one with a version. */
    static String usual() {
        return PlanPage.of(List.of(told("home"), told("office")), "main (3f1c09a)", "new-photos (b52e7d4)");
    }

    /** No cluster changes. */
    static String empty() {
        return PlanPage.of(List.of(), "main (3f1c09a)", "main (3f1c09a)");
    }

    /** Objects whose names and words would be markup, if anybody took them for that. */
    static String hostile() {
        PlanPage.Told told = told("home", TreePair.of("hostile", """
                 === web
                 apiVersion: v1
                 kind: ConfigMap
                 metadata: {name: page, namespace: web}
                 data:
                -  index.html: plain
                +  index.html: |
                +    <script>ran()</script> <img src=x onerror=ran()>
                +    </script><script>ran()//
                +    <!-- <script> ]]> &lt; &amp; javascript:ran() averylongwordthatnobodycanbreak_averylongwordthatnobodycanbreak_
                -  "</script><b onclick=ran()>": old
                +  "</script><b onclick=ran()>": '" onmouseover=ran() x="'
                +---
                +apiVersion: v1
                +kind: ConfigMap
                +metadata: {name: "<img src=x onerror=ran()>", namespace: '"><script>ran()</script>'}
                +data: {a: b}
                +=== "<svg onload=ran()>"
                +apiVersion: v1
                +kind: ConfigMap
                +metadata: {name: other, namespace: web}
                +data: {a: b}
                """));
        var worse = new PlanPage.Told(told.plan(), step -> "<script>ran()</script>.java:1");
        return PlanPage.of(List.of(worse), "<script>ran()</script>", "\"><img src=x onerror=ran()>");
    }

    /** As many Deployments, each of another image, four in a component. */
    static String large(int objects) {
        var text = new StringBuilder();
        for (int i = 0; i < objects; i++) {
            text.append(i % 4 == 0 ? " === group-" + i / 4 + "\n" : " ---\n")
                    .append("""
                     apiVersion: apps/v1
                     kind: Deployment
                     metadata: {name: app-NUMBER, namespace: apps}
                     spec:
                       replicas: 2
                       selector: {matchLabels: {app: app-NUMBER}}
                       template:
                         metadata: {labels: {app: app-NUMBER}}
                         spec:
                           containers:
                             - name: app
                    -          image: registry.example.com/app:1.0.0
                    +          image: registry.example.com/app:1.0.1
                    """.replace("NUMBER", Integer.toString(i)));
        }
        return PlanPage.of(List.of(told("home", TreePair.of("large", text.toString()))), "main", "bump");
    }

    private static PlanPage.Told told(String cluster) {
        try {
            return told(cluster, TreePair.of(cluster, Files.readString(FOLDER.resolve(cluster + ".txt"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plan of {@code pair} as that of a cluster by this name, whose class has a line for each component. */
    static PlanPage.Told told(String cluster, TreePair pair) {
        Map<String, String> before = named(cluster, pair.before());
        Map<String, String> after = named(cluster, pair.after());
        String root = "dist/" + cluster;
        String type = Character.toUpperCase(cluster.charAt(0)) + cluster.substring(1);
        return new PlanPage.Told(
                Planner.plan(
                        cluster, AppliedTree.of(TreeFiles.of(before), root), AppliedTree.of(TreeFiles.of(after), root)),
                step -> step.deed().removes() ? null : "clusters/" + type + ".java:" + line(step.by()));
    }

    private static Map<String, String> named(String cluster, Map<String, String> files) {
        var named = new TreeMap<String, String>();
        files.forEach((path, text) ->
                named.put(path.replace("dist/c", "dist/" + cluster), text.replace("./dist/c", "./dist/" + cluster)));
        return named;
    }

    /** As in a class of some forty lines. */
    private static int line(String component) {
        return 12 + Math.floorMod(component.hashCode(), 40);
    }
}
