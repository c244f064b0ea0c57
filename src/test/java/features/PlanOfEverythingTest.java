package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.plan.Plan;
import espalier.plan.telling.PlanMarkdown;
import espalier.plan.telling.PlanText;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A change of the same sort everywhere is told once, and one of everything does not hide what is dangerous in it. */
class PlanOfEverythingTest {
    private static Plan plan(int components, int objects, String was, String is) {
        var before = new TreeMap<String, String>();
        var after = new TreeMap<String, String>();
        plant(before, components, objects, was);
        plant(after, components, objects, is);
        return PlanTest.plan(before, after);
    }

    private static void plant(TreeMap<String, String> files, int components, int objects, String text) {
        var entry = new StringBuilder("resources:\n");
        for (int i = 0; i < components; i++) {
            String name = "app-" + i;
            entry.append("- ").append(name).append(".yaml\n");
            files.put("dist/c/" + name + ".yaml", """
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: %1$s, namespace: flux-system}
                    spec: {prune: true, path: ./dist/c/%1$s, sourceRef: {kind: GitRepository, name: flux-system}}
                    """.formatted(name));
            var all = new StringBuilder();
            for (int j = 0; j < objects; j++) {
                all.append("---\n").append(text.replace("NAME", name + "-" + j)).append('\n');
            }
            files.put("dist/c/" + name + "/all.yaml", all.toString());
            files.put("dist/c/" + name + "/kustomization.yaml", "resources: [all.yaml]");
        }
        files.put("dist/c/kustomization.yaml", entry.toString());
    }

    private static List<String> told(Plan plan, boolean details) {
        return new PlanText(step -> "C.java:1", details, false).of(plan);
    }

    @Test
    void theSameChangeOfTwoThousandObjectsIsReadOnce() {
        String repository =
                "{apiVersion: source.toolkit.fluxcd.io/v1, kind: HelmRepository, metadata: {name: NAME, namespace: web}, spec: {interval: %s}}";
        Plan plan = plan(200, 10, repository.formatted("1h"), repository.formatted("2h"));
        assertThat(plan.steps()).hasSize(2000);
        Snapshots.verify("plans/told/same-everywhere.txt", String.join("\n", told(plan, false)));
        assertThat(told(plan, true)).hasSizeGreaterThan(4000);
    }

    @Test
    void ofTwoThousandDifferentOnesThereIsAnEnd() {
        String service =
                "{apiVersion: v1, kind: Service, metadata: {name: NAME, namespace: web}, spec: {type: %s, externalName: NAME.%s}}";
        Plan plan = plan(200, 10, service.formatted("ClusterIP", "one"), service.formatted("NodePort", "two"));
        List<String> lines = told(plan, false);
        assertThat(lines).hasSizeLessThan(500).contains("  and 1961 dangers more (--details)");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  and 1920 objects more (--details)");
        assertThat(PlanMarkdown.of(List.of(new PlanMarkdown.Told(plan, step -> "C.java:1")), PlanMarkdown.LONGEST))
                .hasSizeLessThanOrEqualTo(PlanMarkdown.LONGEST)
                .contains("and 1");
    }
}
