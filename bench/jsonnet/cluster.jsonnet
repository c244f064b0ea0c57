// The objects of bench/reference, made with jsonnet: one file per object.
//
//   jsonnet -S -c -m OUT --tla-code n=100 cluster.jsonnet      (n up to 10000: names have four digits)
local port = 8080;
local chain = 10;

local component(name, upstream) =
  local selector = { 'app.kubernetes.io/name': name };
  local partOf = { 'app.kubernetes.io/part-of': 'bench' };
  local labels = selector + partOf;
  local object(apiVersion, kind) = {
    apiVersion: apiVersion,
    kind: kind,
    metadata: { name: name, namespace: 'bench', labels: labels },
  };
  {
    configmap: object('v1', 'ConfigMap') {
      data: {
        LOG_LEVEL: 'info',
        'app.toml': std.lines([
          '[server]',
          'listen = "0.0.0.0:' + port + '"',
          'name = "' + name + '"',
          '',
          '[storage]',
          'path = "/var/lib/app"',
          'sync = true',
        ]),
      },
    },

    externalsecret: object('external-secrets.io/v1', 'ExternalSecret') {
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: { name: name, creationPolicy: 'Owner' },
        data: [{ secretKey: 'API_TOKEN', remoteRef: { key: name, property: 'api-token' } }],
      },
    },

    persistentvolumeclaim: object('v1', 'PersistentVolumeClaim') {
      spec: {
        storageClassName: 'fast',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '5Gi' } },
      },
    },

    serviceaccount: object('v1', 'ServiceAccount') {
      automountServiceAccountToken: false,
    },

    deployment: object('apps/v1', 'Deployment') {
      spec: {
        replicas: 1,
        revisionHistoryLimit: 3,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [{
              name: name,
              image: 'registry.example.com/bench/' + name + ':1.4.2',
              args: ['--config=/etc/app/app.toml', '--data=/var/lib/app'],
              ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
              env: [
                { name: 'APP_NAME', value: name },
                { name: 'HTTP_PORT', value: '' + port },
                { name: 'DATA_DIR', value: '/var/lib/app' },
                {
                  name: 'UPSTREAM_URL',
                  value: 'http://' + (if upstream == null then '127.0.0.1' else upstream + '.bench.svc.cluster.local') + ':' + port,
                },
                { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: name, key: 'LOG_LEVEL' } } },
                { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: name, key: 'API_TOKEN' } } },
              ],
              resources: {
                requests: { cpu: '50m', memory: '128Mi' },
                limits: { memory: '256Mi' },
              },
              livenessProbe: {
                httpGet: { path: '/healthz', port: 'http' },
                periodSeconds: 20,
                failureThreshold: 3,
              },
              readinessProbe: {
                httpGet: { path: '/readyz', port: 'http' },
                initialDelaySeconds: 5,
                periodSeconds: 10,
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'data', mountPath: '/var/lib/app' },
                { name: 'config', mountPath: '/etc/app', readOnly: true },
              ],
            }],
            volumes: [
              { name: 'data', persistentVolumeClaim: { claimName: name } },
              { name: 'config', configMap: { name: name } },
            ],
          },
        },
      },
    },

    service: object('v1', 'Service') {
      spec: {
        type: 'ClusterIP',
        selector: selector,
        ports: [{ name: 'http', port: port, targetPort: 'http', protocol: 'TCP' }],
      },
    },

    networkpolicy: object('networking.k8s.io/v1', 'NetworkPolicy') {
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{
          from: [
            { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway' } } },
            { podSelector: { matchLabels: partOf } },
          ],
          ports: [{ port: port, protocol: 'TCP' }],
        }],
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
            ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
          },
          {
            to: [{ podSelector: { matchLabels: partOf } }],
            ports: [{ port: port, protocol: 'TCP' }],
          },
        ],
      },
    },

    httproute: object('gateway.networking.k8s.io/v1', 'HTTPRoute') {
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'https' }],
        hostnames: [name + '.example.com'],
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: name, port: port }],
        }],
      },
    },

    servicemonitor: object('monitoring.coreos.com/v1', 'ServiceMonitor') {
      spec: {
        selector: { matchLabels: selector },
        endpoints: [{ port: 'http', path: '/metrics', interval: '30s' }],
      },
    },

    'flux-kustomization': object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization') {
      metadata+: { name: 'apps-' + name, namespace: 'flux-system' },
      spec: {
        interval: '1h',
        retryInterval: '1m',
        timeout: '5m',
        path: './dist/bench/apps/' + name,
        prune: true,
        wait: true,
        sourceRef: { kind: 'GitRepository', name: 'flux-system' },
        [if upstream != null then 'dependsOn']: [{ name: 'apps-' + upstream }],
      },
    },
  };

// std.format (also behind %) would triple the time of the whole run, so nothing here uses it.
local nameOf(index) = local digits = '000' + index; 'app-' + std.substr(digits, std.length(digits) - 4, 4);

// n components, each in a folder of its own.
function(n) {
  [name + '/' + object.key + '.yaml']: std.manifestYamlDoc(object.value, quote_keys=false)
  for index in std.range(0, n - 1)
  for name in [nameOf(index)]
  for object in std.objectKeysValues(component(name, if index % chain == 0 then null else nameOf(index - 1)))
}
