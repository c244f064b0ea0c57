package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.difference.ObjectDifference;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two states of an object are compared as what they mean, and a secret's value is never told. */
class ObjectDifferenceTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, resourceVersion: "1", generation: 1, managedFields: [{manager: x}]}
            spec:
              replicas: 1
              template:
                spec:
                  initContainers:
                    - {name: first, image: "busybox:1"}
                    - {name: second, image: "busybox:1"}
                  containers:
                    - name: web
                      image: web:1
                      args: [--a, --b, --c]
                      env:
                        - {name: HOST, value: db}
                        - {name: PORT, value: "5432"}
                      ports:
                        - {containerPort: 53, protocol: UDP}
                        - {containerPort: 53, protocol: TCP}
                      volumeMounts:
                        - {name: data, mountPath: /a}
                        - {name: data, mountPath: /b, readOnly: true}
                    - {name: side, image: "side:1"}
            status: {readyReplicas: 1}
            """;

    private static List<FieldChange> changes(String before, String after) {
        Mapping old = object(before);
        return ObjectDifference.fields(identity(old), old, object(after));
    }

    private static List<String> lines(String before, String after) {
        return changes(before, after).stream().map(FieldChange::toString).toList();
    }

    private static Mapping object(String yaml) {
        return (Mapping) YamlReader.documents(yaml).get(0).value();
    }

    private static Identity identity(Mapping object) {
        Mapping metadata = object.mapping("metadata");
        String namespace = metadata.text("namespace");
        return Identity.of(
                Identity.groupOf(object.text("apiVersion")),
                object.text("kind"),
                namespace == null ? "" : namespace,
                metadata.text("name"));
    }

    private static List<String> edited(String... replacements) {
        String after = DEPLOYMENT;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(after).contains(replacements[i]);
            after = after.replace(replacements[i], replacements[i + 1]);
        }
        return lines(DEPLOYMENT, after);
    }

    private static String configMap(String file, String text) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  " + file + ": |\n" + text.indent(4);
    }

    @Test
    void whatOnlyTheServerWritesIsNoDifference() {
        assertThat(edited("readyReplicas: 1", "readyReplicas: 2", "resourceVersion: \"1\"", "resourceVersion: \"2\""))
                .isEmpty();
        assertThat(edited("generation: 1", "generation: 2", "manager: x", "manager: y"))
                .isEmpty();
    }

    @Test
    void containersAndVariablesAreFoundByTheirNames() {
        assertThat(edited("image: web:1", "image: web:2", "replicas: 1", "replicas: 3"))
                .containsExactly("spec.replicas: 1 → 3", "spec.template.spec.containers[web].image: web:1 → web:2");
        assertThat(edited("            - {name: HOST, value: db}\n", "            - {name: NEW, value: x}\n"))
                .containsExactly(
                        "spec.template.spec.containers[web].env[HOST]: {name: HOST, value: db} removed",
                        "spec.template.spec.containers[web].env[NEW]: {name: NEW, value: x} added");
        assertThat(edited("value: \"5432\"", "value: \"5433\""))
                .containsExactly("spec.template.spec.containers[web].env[PORT].value: 5432 → 5433");
    }

    @Test
    void onePortWithTwoProtocolsIsTwoElements() {
        assertThat(edited("protocol: UDP}", "protocol: UDP, hostPort: 53}"))
                .containsExactly("spec.template.spec.containers[web].ports[53/UDP].hostPort: 53 added");
    }

    @Test
    void mountsOfOneVolumeAreFoundByTheirPaths() {
        assertThat(edited("mountPath: /b, readOnly: true", "mountPath: /b, readOnly: false"))
                .containsExactly("spec.template.spec.containers[web].volumeMounts[/b].readOnly: true → false");
    }

    @Test
    void anotherOrderIsTheSameUnlessItMeansSomething() {
        String swapped = DEPLOYMENT.replace("""
                            - {name: HOST, value: db}
                            - {name: PORT, value: "5432"}
                """, """
                            - {name: PORT, value: "5432"}
                            - {name: HOST, value: db}
                """);
        assertThat(swapped).isNotEqualTo(DEPLOYMENT);
        assertThat(lines(DEPLOYMENT, swapped)).isEmpty();
        assertThat(lines(
                        DEPLOYMENT.replace("value: db", "value: $(PORT)"),
                        swapped.replace("value: db", "value: $(PORT)")))
                .containsExactly("spec.template.spec.containers[web].env: [HOST, PORT] → [PORT, HOST] (order)");
        assertThat(edited("name: first", "name: x", "name: second", "name: first", "name: x", "name: second"))
                .containsExactly("spec.template.spec.initContainers: [first, second] → [second, first] (order)");
        assertThat(edited("[--a, --b, --c]", "[--c, --a, --b]"))
                .containsExactly("spec.template.spec.containers[web].args: [--a, --b, --c] → [--c, --a, --b] (order)");
        String role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules:\n";
        assertThat(lines(
                        role + "- {apiGroups: [a], verbs: [get, list]}",
                        role + "- {apiGroups: [a], verbs: [list, get]}"))
                .isEmpty();
    }

    @Test
    void aListWithoutNamesIsAlignedByWhatStayed() {
        assertThat(edited("[--a, --b, --c]", "[--b, --d]"))
                .containsExactly(
                        "spec.template.spec.containers[web].args[0]: --a removed",
                        "spec.template.spec.containers[web].args[1]: --c → --d");
        String route = "apiVersion: v1\nkind: Route\nmetadata: {name: r}\nspec:\n  rules:\n";
        String first = "  - {matches: [{value: /a}], backend: a}\n";
        String second = "  - {matches: [{value: /b}], backend: b}\n";
        assertThat(lines(route + second, route + first + second.replace("backend: b", "backend: c")))
                .containsExactly(
                        "spec.rules[0].matches[0].value: /b → /a",
                        "spec.rules[0].backend: b → a",
                        "spec.rules[1]: {matches: [{value: /b}], backend: c} added");
        assertThat(lines(route + second, route + first + second))
                .containsExactly("spec.rules[0]: {matches: [{value: /a}], backend: a} added");
    }

    @Test
    void textThatIsYamlOrJsonIsComparedAsThat() {
        String before = configMap("app.yaml", "server:\n  port: 80\n  hosts: [a]\n");
        assertThat(lines(before, configMap("app.yaml", "# said better\nserver: {hosts: [a], port: 81}\nx: 1\n")))
                .containsExactly("data[\"app.yaml\"] » server.port: 80 → 81", "data[\"app.yaml\"] » x: 1 added");
        assertThat(lines(before, configMap("app.yaml", "server: {port: 80, hosts: [a]}\nx: null\n")))
                .containsExactly("data[\"app.yaml\"]: only its form changed");
        assertThat(lines(
                        configMap("a.json", "{\"a\": 1, \"b\": [1]}"),
                        configMap("a.json", "{\"b\": [1, 2], \"a\": 1}")))
                .containsExactly("data[\"a.json\"] » b[1]: 2 added");
        assertThat(lines(
                        configMap("list.yaml", "kind: A\n---\nkind: B\n"),
                        configMap("list.yaml", "kind: A\n---\nkind: B\nx: y\n")))
                .containsExactly("data[\"list.yaml\"] » [B].x: y added");
    }

    @Test
    void otherTextIsComparedByItsLines() {
        List<FieldChange> changes = changes(
                configMap("run.sh", "#!/bin/sh\nset -e\nrun a\nend\n"),
                configMap("run.sh", "#!/bin/sh\nrun b\nend\nbye\n"));
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).lines()).containsExactly("- set -e", "- run a", "+ run b", "+ bye");
        assertThat(lines(configMap("url", "http://a"), configMap("url", "http://b")))
                .containsExactly("data.url: http://a\\n → http://b\\n");
    }

    @Test
    void ofASecretOnlyTheKeysAreTold() {
        String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {a: \"%s\","
                + " kubectl.kubernetes.io/last-applied-configuration: canary%s}}\n";
        List<FieldChange> changes = changes(
                secret.formatted("1", "1")
                        + "data: {a: Y2FuYXJ5, b: Y2FuYXJ5, c: Y2FuYXJ5}\nstringData: {same: canary}",
                secret.formatted("2", "2")
                        + "data: {a: Y2FuYXJ5MQ==, c: Y2FuYXJ5, same: Y2FuYXJ5}\nstringData: {d: canary}");
        assertThat(changes.stream().map(FieldChange::toString))
                .containsExactly("key a changed", "key b removed", "key d added", "metadata.annotations.a: 1 → 2");
        assertThat(changes.toString()).doesNotContain("canary").doesNotContain("Y2FuYXJ5");
    }

    @Test
    void soIsWhatSomebodyEncrypted() {
        String sops =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {a: \"ENC[canary%s]\", b: %s}\nsops: {mac: canary%s}";
        assertThat(lines(sops.formatted("1", "x", "1"), sops.formatted("2", "y", "2")))
                .containsExactly("key data.a changed", "data.b: x → y");
        String sealed =
                "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {a: %s}}";
        assertThat(lines(sealed.formatted("canary1"), sealed.formatted("canary2")))
                .containsExactly("key a changed");
    }

    @Test
    void objectsAreTheSameByWhoTheyAre() {
        Map<Identity, Mapping> before = objects(DEPLOYMENT, configMap("old", "x"));
        Map<Identity, Mapping> after = objects(
                DEPLOYMENT.replace("replicas: 1", "replicas: 2"),
                configMap("new", "x").replace("name: c", "name: d"));
        assertThat(ObjectDifference.between(before, after).stream()
                        .map(d -> d.how() + " " + d.object() + " " + d.fields()))
                .containsExactly(
                        "CHANGED Deployment shop/web [spec.replicas: 1 → 2]",
                        "REMOVED ConfigMap c []",
                        "CREATED ConfigMap d []");
    }

    private static Map<Identity, Mapping> objects(String... yaml) {
        var objects = new LinkedHashMap<Identity, Mapping>();
        for (String each : yaml) {
            objects.put(identity(object(each)), object(each));
        }
        return objects;
    }
}
