package features;

import espalier.Component;
import espalier.External;
import espalier.Scope;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Container;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StatefulSet;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** All that a pod of ours can say, in two apps: one of a single Deployment, and one of everything. */
public final class Suitcase {
    private Suitcase() {}

    /** The cluster {@code test} with both apps. */
    public static Compilation compiled() {
        return Packaged.with(Suitcase::pack);
    }

    static void pack(Packaged cluster, Scope media) {
        External.Secret login = cluster.external().secret(cluster.media(), "login", "a test", "password", "domain");
        cluster.external().secret(cluster.media(), "more", "a test", "a", "b");
        var films = new Films(media, login);
        cluster.patch(films, "a test", p -> p.kind("Deployment").remove("spec", "replicas"));
        var workshop = new Workshop(media, login);
        cluster.patch(
                workshop, "a test", p -> p.kind("Deployment").name("workshop").merge(patch()));
        cluster.patch(
                workshop,
                "a test",
                p -> p.kind("StatefulSet")
                        .set(Sequence.of(claimTemplate()), "spec", "volumeClaimTemplates")
                        .set("Parallel", "spec", "podManagementPolicy")
                        .merge("""
                                    spec:
                                      template:
                                        spec:
                                          containers:
                                            - name: store
                                              volumeMounts:
                                                - name: data
                                                  mountPath: /data
                                    """));
        cluster.patch(workshop, "a test", p -> p.kind("HelmRelease").set("30m", "spec", "interval"));
        cluster.patch(workshop, "a test", p -> p.kind("CronJob").set(3600, "spec", "startingDeadlineSeconds"));
    }

    private static Mapping claimTemplate() {
        return Mapping.of("metadata", Mapping.of("name", "data").put("labels", Mapping.of("kept", "yes")))
                .put(
                        "spec",
                        Mapping.of("accessModes", Sequence.of("ReadWriteOnce"))
                                .put("storageClassName", "fast")
                                .put("resources", Mapping.of("requests", Mapping.of("storage", "1Gi"))));
    }

    private static String patch() {
        return """
                spec:
                  strategy:
                    type: RollingUpdate
                    rollingUpdate:
                      maxUnavailable: 1
                      maxSurge: 50%
                  template:
                    spec:
                      priorityClassName: important
                      hostNetwork: true
                      dnsConfig:
                        options:
                          - name: ndots
                            value: "1"
                      hostAliases:
                        - ip: 192.168.1.5
                          hostnames: [nas.example.com]
                      affinity:
                        podAntiAffinity:
                          requiredDuringSchedulingIgnoredDuringExecution:
                            - topologyKey: kubernetes.io/hostname
                              labelSelector:
                                matchLabels:
                                  app.kubernetes.io/name: workshop
                      tolerations:
                        - key: gpu
                          operator: Exists
                          effect: NoSchedule
                      topologySpreadConstraints:
                        - maxSkew: 1
                          topologyKey: kubernetes.io/hostname
                          whenUnsatisfiable: DoNotSchedule
                          labelSelector:
                            matchLabels:
                              app.kubernetes.io/name: workshop
                      volumes:
                        - name: host
                          hostPath:
                            path: /dev/dri
                            type: Directory
                        - name: keys
                          secret:
                            secretName: more
                            defaultMode: 256
                            items:
                              - key: a
                                path: key
                        - name: maybe
                          secret:
                            secretName: more
                            optional: true
                        - name: films
                          nfs:
                            server: nas.example.com
                            path: /films
                        - name: films-safe
                          nfs:
                            server: nas.example.com
                            path: /films
                            readOnly: true
                        - name: work
                          ephemeral:
                            volumeClaimTemplate:
                              spec:
                                accessModes: [ReadWriteOnce]
                                storageClassName: fast
                                resources:
                                  requests:
                                    storage: 1Gi
                        - name: all
                          projected:
                            sources:
                              - configMap:
                                  name: workshop
                              - downwardAPI:
                                  items:
                                    - path: labels
                                      fieldRef:
                                        fieldPath: metadata.labels
                      containers:
                        - name: web
                          imagePullPolicy: IfNotPresent
                          volumeMounts:
                            - name: host
                              mountPath: /dev/dri
                              mountPropagation: HostToContainer
                            - name: keys
                              mountPath: /keys
                              readOnly: true
                            - name: maybe
                              mountPath: /maybe
                            - name: films
                              mountPath: /films
                            - name: films-safe
                              mountPath: /films-safe
                              readOnly: true
                            - name: work
                              mountPath: /work
                              subPathExpr: $(POD)
                            - name: all
                              mountPath: /all
                          envFrom:
                            - secretRef:
                                name: more
                              prefix: MORE_
                          lifecycle:
                            preStop:
                              exec:
                                command: [sh, -c, "echo {{ bye }}"]
                """;
    }

    private static final class Films extends Component {
        Films(Scope scope, External.Secret login) {
            super(scope, "films");
            var server = new Deployment(
                    this,
                    d -> d.runAs(1000, 1000)
                            .container(
                                    "films",
                                    "docker.io/library/nginx:1.29@sha256:"
                                            + "0f04e4f646a3f14bf31d8bc8d885b6c951fdcf42589d06845f64d18aec6a3c4d",
                                    c -> c.port("http", 8080)
                                            .env("PASSWORD", login.key("password"))
                                            .env("DOMAIN", login.key("domain").substituted())
                                            .env("PRICE", "$$5 or ${X}")
                                            .readiness(Probe.http("http", "/"))
                                            .memory("64Mi", "128Mi")));
            var port = new Service(this, server).port("http");
            new CustomResource(
                    this,
                    "gateway.networking.k8s.io/v1",
                    "HTTPRoute",
                    r -> r.spec(
                                    "parentRefs",
                                    Sequence.of(Mapping.of("name", "envoy-internal")
                                            .put("namespace", "network")
                                            .put("sectionName", "https")))
                            .spec("hostnames", Sequence.of("films.example.com"))
                            .spec(
                                    "rules",
                                    Sequence.of(Mapping.of(
                                            "backendRefs",
                                            Sequence.of(Mapping.of("name", port.service())
                                                    .put("port", port.port()))))));
        }
    }

    private static final class Workshop extends Component {
        Workshop(Scope scope, External.Secret login) {
            super(scope, "workshop");
            var account = new ServiceAccount(this);
            var config = new ConfigMap(
                    this,
                    c -> c.value("settings.yaml", "title: {{ title }}\n")
                            .value("mode", "fast")
                            .suffixNameWithHash());
            var cache = new EmptyDir(this, "cache", e -> e.inMemory().sizeLimit("64Mi"));
            var scratch = new EmptyDir(this, "scratch");
            var server = new Deployment(
                    this,
                    d -> d.annotation("example.com/template", "{{ .Values }}")
                            .label("tier", "front")
                            .podAnnotation("example.com/plain", "{{ .Values }}")
                            .root("a test")
                            .filesGroup(100)
                            .serviceAccount(account, "a test")
                            .onNodesWith("disk", "fast")
                            .runtimeClass(Text.of("nvidia"))
                            .terminationGracePeriod(60)
                            .replicas(2)
                            .initContainer(
                                    "wait",
                                    "docker.io/library/busybox:1.37",
                                    c -> c.command("sh", "-c", "until nc -z \"$HOST\" 80; do sleep 1; done")
                                            .env("HOST", "films"))
                            .initContainer(
                                    "adopt",
                                    "docker.io/library/busybox:1.37",
                                    c -> c.args("chown", 1000, "/cache").mount(cache, "/cache"))
                            .container("web", "ghcr.io/example/web:v1.2.3", c -> web(c, login, config, cache, scratch))
                            .container(
                                    "agent",
                                    "registry.example.com:5000/agent:16",
                                    c -> c.udpPort("syslog", 5140).mountReadOnly(config, "/etc/agent")));
            new Service(this, server);
            new Service(
                    this,
                    "outside",
                    server,
                    s -> s.only("http")
                            .nodePort("http", 30080)
                            .keepClientAddress()
                            .annotation("note", "{{ x }}"));
            var store = new StatefulSet(
                    this,
                    "store",
                    s -> s.replicas(3)
                            .container(
                                    "store",
                                    "docker.io/library/redis:8",
                                    c -> c.port("redis", 6379)
                                            .mount(scratch, "/tmp")
                                            .memory("64Mi", "64Mi")));
            new Service(this, "store-peers", store, s -> s.headless());
            new CustomResource(
                    this,
                    "networking.k8s.io/v1",
                    "Ingress",
                    i -> i.spec("ingressClassName", "nginx")
                            .spec(
                                    "tls",
                                    Sequence.of(Mapping.of("hosts", Sequence.of("workshop.example.com"))
                                            .put("secretName", "more")))
                            .spec("rules", Sequence.of(rule())));
            new CronJob(
                    this,
                    "tidy",
                    "0 3 * * *",
                    j -> j.timeZone("Europe/Zurich")
                            .retries(2)
                            .deadline(600)
                            .container("tidy", "docker.io/library/busybox:1.37", c -> c.args("true")));
        }

        private static Mapping rule() {
            var backend = Mapping.of("service", Mapping.of("name", "workshop").put("port", Mapping.of("name", "http")));
            var path = Mapping.of("path", "/").put("pathType", "Prefix").put("backend", backend);
            return Mapping.of("host", "workshop.example.com").put("http", Mapping.of("paths", Sequence.of(path)));
        }

        private static void web(
                Container web, External.Secret login, ConfigMap config, EmptyDir cache, EmptyDir scratch) {
            web.port("http", 8080)
                    .port("metrics", 9090)
                    .env("PASSWORD", login.key("password"))
                    .env("URL", Text.of("http://web:", login.key("password"), "@films:8080/{{ path }}"))
                    .env("MODE", config.key("mode"))
                    .env("NUMBER", "5")
                    .env("YES", "true")
                    .env("LINES", "one\ntwo: {{ \"three\" }}\n")
                    .env("GREETING", "$(NUMBER) {{ .Release.Name }} 'x' `y`")
                    .envFromField("IP", "status.podIP")
                    .command("web", "--listen", 8080)
                    .args("{{ not a template }}", "--password=", login.key("password"))
                    .workingDirectory("/srv")
                    .startup(Probe.http("http", "/started").every(5).failures(200))
                    .readiness(Probe.tcp("metrics").within(3))
                    .liveness(Probe.exec("sh", "-c", "test {{ 1 }} = 1"))
                    .cpu("100m")
                    .memory("128Mi", "512Mi")
                    .device("nvidia.com/gpu", 1)
                    .writableRootFilesystem("a test")
                    .capability("NET_BIND_SERVICE", "a test")
                    .mount(cache, "/cache")
                    .mountPart(config, "settings.yaml", "/srv/settings.yaml")
                    .mountReadOnly(scratch, "/a")
                    .mount(scratch, "/b");
        }
    }
}
