// The objects of bench/reference, made with cdk8s: one chart per component, one folder per chart, one file per object.
//
//   node main.js COUNT OUT
"use strict";
const { ApiObject, App, Chart, YamlOutputType } = require("cdk8s");

const PORT = 8080;
const CHAIN = 10;

class Component extends Chart {
  constructor(scope, name, upstream) {
    const selector = { "app.kubernetes.io/name": name };
    const partOf = { "app.kubernetes.io/part-of": "bench" };
    const labels = { ...selector, ...partOf };
    super(scope, name, { namespace: "bench", labels });

    new ApiObject(this, "config", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name },
      data: {
        LOG_LEVEL: "info",
        "app.toml": `[server]\nlisten = "0.0.0.0:${PORT}"\nname = "${name}"\n\n[storage]\npath = "/var/lib/app"\nsync = true\n`,
      },
    });

    new ApiObject(this, "secret", {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name },
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
        target: { name, creationPolicy: "Owner" },
        data: [{ secretKey: "API_TOKEN", remoteRef: { key: name, property: "api-token" } }],
      },
    });

    new ApiObject(this, "data", {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name },
      spec: {
        storageClassName: "fast",
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "5Gi" } },
      },
    });

    new ApiObject(this, "account", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name },
      automountServiceAccountToken: false,
    });

    new ApiObject(this, "server", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 3,
        strategy: { type: "Recreate" },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [
              {
                name,
                image: `registry.example.com/bench/${name}:1.4.2`,
                args: ["--config=/etc/app/app.toml", "--data=/var/lib/app"],
                ports: [{ name: "http", containerPort: PORT, protocol: "TCP" }],
                env: [
                  { name: "APP_NAME", value: name },
                  { name: "HTTP_PORT", value: String(PORT) },
                  { name: "DATA_DIR", value: "/var/lib/app" },
                  {
                    name: "UPSTREAM_URL",
                    value: `http://${upstream ? `${upstream}.bench.svc.cluster.local` : "127.0.0.1"}:${PORT}`,
                  },
                  { name: "LOG_LEVEL", valueFrom: { configMapKeyRef: { name, key: "LOG_LEVEL" } } },
                  { name: "API_TOKEN", valueFrom: { secretKeyRef: { name, key: "API_TOKEN" } } },
                ],
                resources: {
                  requests: { cpu: "50m", memory: "128Mi" },
                  limits: { memory: "256Mi" },
                },
                livenessProbe: {
                  httpGet: { path: "/healthz", port: "http" },
                  periodSeconds: 20,
                  failureThreshold: 3,
                },
                readinessProbe: {
                  httpGet: { path: "/readyz", port: "http" },
                  initialDelaySeconds: 5,
                  periodSeconds: 10,
                },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
                volumeMounts: [
                  { name: "data", mountPath: "/var/lib/app" },
                  { name: "config", mountPath: "/etc/app", readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: "data", persistentVolumeClaim: { claimName: name } },
              { name: "config", configMap: { name } },
            ],
          },
        },
      },
    });

    new ApiObject(this, "service", {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: {
        type: "ClusterIP",
        selector,
        ports: [{ name: "http", port: PORT, targetPort: "http", protocol: "TCP" }],
      },
    });

    new ApiObject(this, "policy", {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } },
              { podSelector: { matchLabels: partOf } },
            ],
            ports: [{ port: PORT, protocol: "TCP" }],
          },
        ],
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
            ports: [
              { port: 53, protocol: "UDP" },
              { port: 53, protocol: "TCP" },
            ],
          },
          {
            to: [{ podSelector: { matchLabels: partOf } }],
            ports: [{ port: PORT, protocol: "TCP" }],
          },
        ],
      },
    });

    new ApiObject(this, "route", {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name },
      spec: {
        parentRefs: [{ name: "public", namespace: "gateway", sectionName: "https" }],
        hostnames: [`${name}.example.com`],
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/" } }],
            backendRefs: [{ name, port: PORT }],
          },
        ],
      },
    });

    new ApiObject(this, "monitor", {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name },
      spec: {
        selector: { matchLabels: selector },
        endpoints: [{ port: "http", path: "/metrics", interval: "30s" }],
      },
    });

    new ApiObject(this, "flux", {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name: `apps-${name}`, namespace: "flux-system" },
      spec: {
        interval: "1h",
        retryInterval: "1m",
        timeout: "5m",
        path: `./dist/bench/apps/${name}`,
        prune: true,
        wait: true,
        sourceRef: { kind: "GitRepository", name: "flux-system" },
        ...(upstream && { dependsOn: [{ name: `apps-${upstream}` }] }),
      },
    });
  }
}

const count = Number(process.argv[2]);
const outdir = process.argv[3];
if (!Number.isInteger(count) || count < 1 || !outdir) {
  console.error("Tried to read COUNT and OUT, but: node main.js COUNT OUT");
  process.exit(2);
}

const nameOf = (index) => `app-${String(index).padStart(4, "0")}`;
const app = new App({
  outdir,
  outputFileExtension: ".yaml",
  yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
});
for (let index = 0; index < count; index++) {
  new Component(app, nameOf(index), index % CHAIN === 0 ? undefined : nameOf(index - 1));
}
app.synth();
