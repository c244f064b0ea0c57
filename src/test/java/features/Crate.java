package features;

import espalier.Cluster;
import espalier.Component;
import espalier.External;
import espalier.Fleet;
import espalier.Layout;
import espalier.NamespaceHandle;
import espalier.Policy;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StatefulSet;
import espalier.platform.K3s;
import infra.onechart.OneChart;
import java.util.function.BiConsumer;

/** A cluster whose Deployments are releases of {@code onechart}, with whatever a test makes it run in the namespace tools. */
public final class Crate extends Cluster {
    private final Namespace tools;

    private Crate(Fleet fleet, String name, BiConsumer<Crate, Scope> apps, Policy... policies) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .layout(Layout.namespaces())
                        .policies(policies));
        platform(new OneChart());
        new K3s(this, "v1.33.5+k3s1", k -> k.machines("192.168.20.0/24"));
        tools = new Namespace(this, "tools");
        apps.accept(this, in(tools));
    }

    static Compilation with(BiConsumer<Crate, Scope> apps, Policy... policies) {
        return Compiled.cluster((fleet, name) -> new Crate(fleet, name, apps, policies));
    }

    /** The cluster {@code test} with apps that say all that the chart has words for, and what it has none for. */
    public static Compilation compiled() {
        return with(Crate::pack);
    }

    static void pack(Crate cluster, Scope tools) {
        new Plain(tools);
        External.Secret login = cluster.external().secret(cluster.tools, "login", "a test", "password");
        new Filled(tools, login);
        cluster.patch(
                cluster, "a test", p -> p.kind("Deployment").name("filled").merge("""
                        spec:
                          template:
                            spec:
                              hostNetwork: true
                              priorityClassName: system-node-critical
                              tolerations:
                                - key: gpu
                                  operator: Exists
                              affinity:
                                nodeAffinity:
                                  requiredDuringSchedulingIgnoredDuringExecution:
                                    nodeSelectorTerms:
                                      - matchExpressions:
                                          - key: disk
                                            operator: Exists
                              volumes:
                                - name: library
                                  hostPath:
                                    path: /mnt/library
                                    type: Directory
                              containers:
                                - name: web
                                  volumeMounts:
                                    - name: library
                                      mountPath: /library
                                      mountPropagation: HostToContainer
                        """));
    }

    NamespaceHandle tools() {
        return tools;
    }

    void leave(Component component) {
        unpackaged(component, "a test");
    }

    /** One whose volumes the chart has words for. */
    static final class Plain extends Component {
        Plain(Scope scope) {
            super(scope, "plain");
            var temporary = new EmptyDir(this, "tmp");
            var text = new ConfigMap(this, c -> c.value("index.html", "{{ .Values }}"));
            var server = new Deployment(
                    this,
                    d -> d.runAs(1000, 1000)
                            .annotation("example.com/note", "{{ .Values }}")
                            .container(
                                    "plain",
                                    "docker.io/library/nginx",
                                    c -> c.latest("a test")
                                            .port("http", 8080)
                                            .mount(temporary, "/tmp")
                                            .mountPart(text, "index.html", "/srv/index.html")
                                            .readiness(Probe.http("http", "/"))
                                            .memory("64Mi", "128Mi")));
            new Service(this, server, s -> s.port("http", 80).annotation("note", "{{ x }}"));
        }
    }

    /** One with more than one Deployment, and with all that a pod of ours can say. */
    private static final class Filled extends Component {
        Filled(Scope scope, External.Secret login) {
            super(scope, "filled");
            var account = new ServiceAccount(this);
            var config = new ConfigMap(this, "config", c -> c.value("mode", "fast"));
            var cache = new EmptyDir(this, "scratch", e -> e.inMemory().sizeLimit("64Mi"));
            var server = new Deployment(
                    this,
                    d -> d.root("a test")
                            .replicas(2)
                            .podAnnotation("example.com/plain", "{{ .Values }}")
                            .serviceAccount(account, "a test")
                            .onNodesWith("disk", "fast")
                            .terminationGracePeriod(60)
                            .initContainer(
                                    "wait",
                                    "docker.io/library/busybox:1.37",
                                    c -> c.command("sleep", 1).mount(cache, "/cache"))
                            .container(
                                    "web",
                                    "ghcr.io/example/web:v1.2.3",
                                    c -> c.port("http", 8080)
                                            .udpPort("rtp", 8189)
                                            .port("metrics", 9090)
                                            .env("PASSWORD", login.key("password"))
                                            .env("GREETING", "$(PASSWORD) {{ .Release.Name }} 'x' `y`")
                                            .env("MODE", config.key("mode"))
                                            .envFromField("IP", "status.podIP")
                                            .command("web", "--listen", 8080)
                                            .args("{{ not a template }}")
                                            .workingDirectory("/srv")
                                            .startup(Probe.http("http", "/")
                                                    .every(5)
                                                    .failures(200))
                                            .liveness(Probe.exec("true"))
                                            .cpu("100m")
                                            .memory("128Mi", "512Mi")
                                            .device("gpu.intel.com/i915", 1)
                                            .writableRootFilesystem("a test")
                                            .mount(cache, "/cache")
                                            .mountReadOnly(config, "/etc/web")));
            new Service(
                    this,
                    server,
                    s -> s.nodePort("http", 30080).nodePort("rtp", 30081).nodePort("metrics", 30082));
            var aside = new Deployment(
                    this,
                    "cache",
                    d -> d.recreate()
                            .container("redis", "docker.io/library/redis:8", c -> c.port("redis", 6379))
                            .container("agent", "docker.io/library/busybox:1.37", c -> c.args("true")));
            new Service(
                    this, "cache-service", aside, s -> s.named("filled-cache").loadBalancer());
            new Deployment(
                    this, "worker", d -> d.container("worker", "docker.io/library/busybox:1.37", c -> c.args("true")));
            var store = new StatefulSet(
                    this, "store", s -> s.container("store", "docker.io/library/redis:8", c -> c.port("redis", 6379)));
            new Service(this, "store-peers", store, s -> s.headless());
        }
    }
}
