package e2e;

import features.Checkout;

/** A tree with an object for each thing that Flux can do with one, and what a commit makes of it. */
final class HandWrittenTree {
    private static final String TOP = "dist/hand/";

    /** What somebody did to the Deployment by hand. */
    static final String BY_HAND = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default, annotations: {by-hand: "yes"}}
            """;

    private static final String HANDS_OFF =
            configMap("hands-off", ", annotations: {kustomize.toolkit.fluxcd.io/reconcile: disabled}}\ndata: {a: b}\n");

    private static final String ENCRYPTED = """
            apiVersion: v1
            kind: Secret
            metadata: {name: encrypted, namespace: default}
            stringData: {a: "ENC[AES256_GCM,data:canary,iv:x,tag:x,type:str]"}
            sops: {version: 3.9.0, mac: "ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]"}
            """;

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: fruits.garden.example.com}
            spec:
              group: garden.example.com
              names: {kind: Fruit, listKind: FruitList, plural: fruits, singular: fruit}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object}}
            """;

    private HandWrittenTree() {}

    private static void kustomization(Checkout clone, String name, String spec, String... resources) {
        clone.write(TOP + name + ".yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %1$s, namespace: flux-system}
                spec:
                  interval: 10m
                  retryInterval: 10m
                  prune: true
                  path: ./dist/hand/%1$s
                  sourceRef: {kind: GitRepository, name: flux-system}
                %2$s""".formatted(name, spec.indent(2)));
        clone.write(TOP + name + "/kustomization.yaml", "resources: [" + String.join(", ", resources) + "]\n");
    }

    private static void object(Checkout clone, String file, String yaml) {
        clone.write(TOP + file, yaml);
    }

    private static String configMap(String name, String rest) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: default" + rest;
    }

    private static String deployment(String image, String more) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - name: web
                          image: example.com/web:%s
                          env:
                            - {name: A, value: "1"}
                            - {name: B, value: "2"}
                %s""".formatted(image, more.indent(8));
    }

    private static String secret(String data) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: credentials, namespace: default}\nstringData: " + data
                + "\n";
    }

    /** What Flux has applied when the change comes. */
    static void first(Checkout clone) {
        clone.write(
                TOP + "kustomization.yaml",
                "resources: [flux-system, app.yaml, vars.yaml, leaving.yaml, orphaning.yaml, bad.yaml]\n");
        clone.write(TOP + "flux-system/kustomization.yaml", "resources: [gotk-components.yaml, gotk-sync.yaml]\n");
        kustomization(
                clone,
                "app",
                "",
                "web.yaml",
                "config.yaml",
                "secret.yaml",
                "old.yaml",
                "precious.yaml",
                "fixed.yaml",
                "once.yaml",
                "hands-off.yaml",
                "moving.yaml");
        object(clone, "app/web.yaml", deployment("1", ""));
        object(
                clone,
                "app/config.yaml",
                configMap(
                        "config",
                        "}\ndata:\n  app.yaml: |\n    server: {port: 80}\n    log: debug\n  run.sh: |\n    #!/bin/sh\n    start\n"));
        object(clone, "app/secret.yaml", secret("{host: canary, password: canary, pin: canary}"));
        object(clone, "app/old.yaml", configMap("old", "}\ndata: {a: b}\n"));
        object(
                clone,
                "app/precious.yaml",
                configMap("precious", ", annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}\ndata: {a: b}\n"));
        object(
                clone,
                "app/fixed.yaml",
                configMap(
                        "fixed",
                        ", annotations: {kustomize.toolkit.fluxcd.io/force: enabled}}\nimmutable: true\ndata: {a: b}\n"));
        object(
                clone,
                "app/once.yaml",
                configMap("once", ", annotations: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}}\ndata: {a: b}\n"));
        kustomization(
                clone,
                "vars",
                "postBuild: {substitute: {PORT: \"80\"}, substituteFrom: [{kind: ConfigMap, name: cluster-vars},"
                        + " {kind: Secret, name: cluster-secrets}]}",
                "service.yaml",
                "token.yaml");
        object(clone, "vars/service.yaml", service("${PORT}"));
        object(
                clone,
                "vars/token.yaml",
                configMap("token", "}\ndata: {url: \"https://${HOST}/?token=${TOKEN}\", host: \"${HOST}\"}\n"));
        object(clone, "app/hands-off.yaml", HANDS_OFF);
        object(clone, "app/moving.yaml", configMap("moving", "}\ndata: {a: b}\n"));
        kustomization(clone, "orphaning", "deletionPolicy: Orphan", "orphan.yaml");
        object(clone, "orphaning/orphan.yaml", configMap("orphan", "}\ndata: {a: b}\n"));
        kustomization(clone, "leaving", "", "left.yaml");
        object(clone, "leaving/left.yaml", configMap("left", "}\ndata: {a: b}\n"));
        kustomization(clone, "bad", "", "good.yaml");
        object(clone, "bad/good.yaml", configMap("good", "}\nimmutable: true\ndata: {a: b}\n"));
    }

    private static String service(String port) {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default}\nspec:\n  selector: {app: web}\n  ports:\n    - name: http\n      port: "
                + port + "\n";
    }

    /** Something of everything. */
    static void second(Checkout clone) {
        clone.write(TOP + "kustomization.yaml", "resources: [flux-system, app.yaml, vars.yaml, bad.yaml]\n");
        clone.write(
                TOP + "app/kustomization.yaml",
                "resources: [web.yaml, config.yaml, secret.yaml, fixed.yaml, once.yaml, new.yaml, hands-off.yaml,"
                        + " definition.yaml, apple.yaml]\n");
        object(
                clone,
                "app/web.yaml",
                deployment("2", "    - {name: C, value: \"3\"}\n")
                        .replace("            - {name: A, value: \"1\"}\n", ""));
        object(
                clone,
                "app/config.yaml",
                configMap(
                        "config",
                        "}\ndata:\n  app.yaml: |\n    # louder\n    log: debug\n    server:\n      port: 81\n  run.sh: |\n    #!/bin/sh\n    stop\n    start\n"));
        object(clone, "app/secret.yaml", secret("{host: canary, password: canary-2, user: canary}"));
        object(
                clone,
                "app/fixed.yaml",
                configMap(
                        "fixed",
                        ", annotations: {kustomize.toolkit.fluxcd.io/force: enabled}}\nimmutable: true\ndata: {a: c}\n"));
        object(
                clone,
                "app/once.yaml",
                configMap("once", ", annotations: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}}\ndata: {a: c}\n"));
        object(clone, "app/new.yaml", configMap("new", "}\ndata: {a: b}\n"));
        object(clone, "app/hands-off.yaml", HANDS_OFF.replace("a: b", "a: c"));
        object(clone, "app/definition.yaml", DEFINITION);
        object(
                clone,
                "app/apple.yaml",
                "apiVersion: garden.example.com/v1\nkind: Fruit\nmetadata: {name: apple, namespace: default}\n");
        object(clone, "vars/service.yaml", service("80${PORT}"));
        object(
                clone,
                "vars/token.yaml",
                configMap("token", "}\ndata: {url: \"https://${HOST}/x?token=${TOKEN}\", host: \"www.${HOST}\"}\n"));
        clone.write(TOP + "vars/kustomization.yaml", "resources: [service.yaml, token.yaml, moving.yaml]\n");
        object(clone, "vars/moving.yaml", configMap("moving", "}\ndata: {a: b}\n"));
        clone.write(
                TOP + "bad/kustomization.yaml", "resources: [good.yaml, unknown.yaml, nowhere.yaml, encrypted.yaml]\n");
        object(clone, "bad/encrypted.yaml", ENCRYPTED);
        object(clone, "bad/good.yaml", configMap("good", "}\nimmutable: true\ndata: {a: c}\n"));
        object(
                clone,
                "bad/unknown.yaml",
                "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: unknown, namespace: default}\n");
        object(
                clone,
                "bad/nowhere.yaml",
                configMap("nowhere", "}\ndata: {a: b}\n").replace("default", "not-there"));
    }

    /** One more change of what {@code app} applies. */
    static void third(Checkout clone) {
        object(clone, "app/web.yaml", deployment("3", ""));
    }
}
