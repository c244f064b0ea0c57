package e2e;

import features.Checkout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flux objects that cannot become ready, each for a reason of its own, and the files that they are to apply. */
final class SickTrees {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder objects = new StringBuilder();

    SickTrees() {
        brokenTrees();
        refusedTrees();
        waitingTrees();
        sickPods();
    }

    private void brokenTrees() {
        add("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: nobody-answers, namespace: flux-system}
                spec: {url: "http://127.0.0.1:1/nobody.git", interval: 10m, timeout: 20s, ref: {branch: main}}
                """);
        kustomization("of-nobody-answers", "", "sourceRef: {kind: GitRepository, name: nobody-answers}");
        kustomization("source-missing", "", "sourceRef: {kind: GitRepository, name: not-there}");
        kustomization("path-missing", null, "");
        tree("build-failed", "kind: Kustomization\nresources: [deploymnt.yaml]\n");
        kustomization("build-failed", "", "");
        tree("variable-missing", configMap("variable-missing", "{host: \"www.${DOMAIN}\"}"));
        kustomization("variable-missing", "", "postBuild: {substitute: {OTHER: x}}");
        kustomization(
                "variables-missing",
                "variable-missing",
                "postBuild: {substituteFrom: [{kind: ConfigMap, name: cluster-vars}]}");
        kustomization(
                "decryption-key", "variable-missing", "decryption: {provider: sops, secretRef: {name: sops-age}}");
    }

    private void refusedTrees() {
        tree(
                "schema-refused",
                deployment("schema-refused", "", "{}").replace("image: example.com/nothing:1", "imgae: x"));
        kustomization("schema-refused", "", "");
        tree("kind-missing", """
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: kind-missing, namespace: sick}
                """);
        kustomization("kind-missing", "", "");
        tree(
                "namespace-missing",
                configMap("namespace-missing", "{a: b}").replace("namespace: sick", "namespace: nowhere"));
        kustomization("namespace-missing", "", "");
        tree("rights-missing", configMap("rights-missing", "{a: b}"));
        kustomization("rights-missing", "", "serviceAccountName: nobody");
    }

    private void waitingTrees() {
        tree("well", configMap("well", "{a: b}"));
        kustomization("well", "", "");
        kustomization("dependency-missing", "well", "dependsOn: [{name: wll}]");
        kustomization("circle-a", "well", "dependsOn: [{name: circle-b}]");
        kustomization("circle-b", "well", "dependsOn: [{name: circle-a}]");
        kustomization("after-circle", "well", "dependsOn: [{name: circle-b}]");
        kustomization("after-path-missing", "well", "dependsOn: [{name: path-missing}]");
        kustomization("after-after-path-missing", "well", "dependsOn: [{name: after-path-missing}]");
        kustomization("after-well", "well", "dependsOn: [{name: well}]");
    }

    private void sickPods() {
        tree("unschedulable", deployment("unschedulable", "", "{gpu: \"yes\"}"));
        kustomization("unschedulable", "", "wait: true");
        kustomization("after-unschedulable", "well", "dependsOn: [{name: unschedulable}]");
        tree("claim-pending", deployment("claim-pending", "claim-pending", "{}") + """
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: claim-pending, namespace: sick}
                spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        kustomization("claim-pending", "", "wait: true");
        tree("quota", deployment("quota", "", "{}").replace("namespace: sick", "namespace: small"));
        kustomization("quota", "", "wait: true");
    }

    /** @param charts where a repository of charts answers */
    SickTrees releases(String charts) {
        for (String[] repository : new String[][] {{"charts", charts}, {"no-charts", "http://127.0.0.1:1/charts"}}) {
            add("""
                    apiVersion: source.toolkit.fluxcd.io/v1
                    kind: HelmRepository
                    metadata: {name: %s, namespace: sick}
                    spec: {url: "%s", interval: 10m, timeout: 20s}
                    """.formatted(repository[0], repository[1]));
        }
        release("chart-missing", "chrat", "charts", "");
        release("charts-unreachable", "chart", "no-charts", "");
        release("values-refused", "chart", "charts", "  values: {replicas: \"three\"}\n");
        release("values-missing", "chart", "charts", "  valuesFrom: [{kind: Secret, name: values-missing}]\n");
        release("release-unschedulable", "chart", "charts", "  timeout: 10s\n  values: {gpu: \"yes\"}\n");
        release("after-release", "chart", "charts", "  dependsOn: [{name: release-unschedulable}]\n");
        return this;
    }

    private void release(String name, String chart, String repository, String spec) {
        add("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: %s, namespace: sick}
                spec:
                  interval: 10m
                  chart: {spec: {chart: %s, version: 1.0.0, sourceRef: {kind: HelmRepository, name: %s}}}
                """.formatted(name, chart, repository) + spec);
    }

    /** @param path below {@code sick/}; empty for its name, null for one that is not there */
    private void kustomization(String name, String path, String spec) {
        String folder = path == null ? "not-there" : path.isEmpty() ? name : path;
        String source = spec.startsWith("sourceRef") ? "" : "\n  sourceRef: {kind: GitRepository, name: flux-system}";
        add("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  timeout: 30s
                  prune: false
                  path: ./sick/%s%s
                """.formatted(name, folder, source) + (spec.isEmpty() ? "" : "  " + spec + "\n"));
    }

    private static String configMap(String name, String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: sick}\ndata: " + data + "\n";
    }

    private static String deployment(String name, String claim, String nodes) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: sick}
                spec:
                  progressDeadlineSeconds: 5
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      nodeSelector: %s
                      containers:
                        - name: server
                          image: example.com/nothing:1
                """.formatted(name, name, name, nodes)
                + (claim.isEmpty()
                        ? ""
                        : "      volumes: [{name: data, persistentVolumeClaim: {claimName: " + claim + "}}]\n");
    }

    private void tree(String name, String yaml) {
        boolean entry = yaml.startsWith("kind: Kustomization");
        if (!entry) {
            files.put("sick/" + name + "/objects.yaml", yaml);
        }
        files.put(
                "sick/" + name + "/kustomization.yaml",
                "apiVersion: kustomize.config.k8s.io/v1beta1\n"
                        + (entry ? yaml : "kind: Kustomization\nresources: [objects.yaml]\n"));
    }

    private void add(String object) {
        objects.append("---\n").append(object);
    }

    void write(Checkout clone) {
        files.forEach(clone::write);
    }

    /** To be applied by hand, so that nothing waits for them. */
    String objects() {
        return objects.toString();
    }

    /** A chart with a schema of its values, whose Deployment may ask for a node that there is not. */
    static SmallChart chart() {
        SmallChart plain = SmallChart.of("chart", "1.0.0");
        var files = new LinkedHashMap<>(plain.files());
        files.put(
                "values.schema.json",
                "{\"type\": \"object\", \"properties\": {\"replicas\": {\"type\": \"integer\"}}}");
        files.computeIfPresent(
                "templates/deployment.yaml",
                (name, text) -> text.replace(
                        "      containers:",
                        "      {{- with .Values.gpu }}\n      nodeSelector: {gpu: {{ . | quote }}}\n      {{- end }}\n      containers:"));
        return new SmallChart(plain.name(), plain.version(), files);
    }
}
