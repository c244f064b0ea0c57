package features;

import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.SecretDeclaration.Alphabet;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Job;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.tree.Mapping;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each construct of Kubernetes's own kinds, made alone, with the settings that no cluster shows. */
class ConstructsTest {
    private static void approve(String name, Consumer<Stage> constructs) {
        Snapshots.verify("constructs/" + name + ".yaml", Compiled.files(Compiled.stage(constructs), "apps/"));
    }

    @Test
    void deployment() {
        approve(
                "deployment",
                apps -> new Deployment(
                        apps,
                        "web",
                        d -> d.replicas(3)
                                .recreate()
                                .named("front")
                                .label("tier", "front")
                                .annotation("example.com/note", "yes")
                                .podAnnotation("example.com/scrape", "true")
                                .runAs(101, 101)
                                .filesGroup(101)
                                .onNodesWith("kubernetes.io/arch", "amd64")
                                .terminationGracePeriod(5)
                                .initContainer(
                                        "first",
                                        "busybox:1.37",
                                        c -> c.command("true").memory("8Mi", "16Mi"))
                                .container(
                                        "web",
                                        "nginx:1.29",
                                        c -> c.port("http", 8080)
                                                .udpPort("quic", 8443)
                                                .env("PLAIN", "text")
                                                .env("GREETING", Text.of("hello $(PLAIN) ", 7))
                                                .envFromField("POD_IP", "status.podIP")
                                                .workingDirectory("/srv")
                                                .startup(Probe.tcp("http")
                                                        .every(2)
                                                        .failures(30))
                                                .readiness(Probe.http("http", "/ready")
                                                        .within(3))
                                                .liveness(Probe.exec("true").every(60))
                                                .cpu("100m")
                                                .memory("64Mi", "128Mi")
                                                .device("gpu.intel.com/i915", 1))));
    }

    @Test
    void liftedDefaults() {
        approve("lifted-defaults", apps -> {
            var agent = new Agent(apps);
            new Deployment(
                    agent,
                    d -> d.root("it reads the files of every user")
                            .withoutSeccomp("it calls perf_event_open")
                            .serviceAccount(new ServiceAccount(agent), "it lists pods")
                            .container(
                                    "agent",
                                    "example.com/agent:1",
                                    c -> c.runAs(new Owner(0, 0))
                                            .privilegeEscalation("it starts a helper with setuid")
                                            .capability("SYS_PTRACE", "it looks into other processes")
                                            .writableRootFilesystem("it unpacks itself")));
        });
    }

    /** A component, so that what is in it needs no ids. */
    private static final class Agent extends espalier.Component {
        Agent(Stage apps) {
            super(apps, "agent");
        }
    }

    @Test
    void statefulSetWithVolumes() {
        approve("statefulset", apps -> {
            var agent = new Agent(apps);
            var fast = new StorageClass(
                    agent,
                    "fast",
                    apps.node()
                            .cluster()
                            .external()
                            .clusterScoped("storage.k8s.io", "CSIDriver", "example.com/disk", "the nodes bring it"),
                    c -> c.named("fast")
                            .parameter("type", "ssd")
                            .reclaimPolicy(ReclaimPolicy.RETAIN)
                            .bindWhenUsed()
                            .byDefault());
            var data = new PersistentVolumeClaim(agent, "data", fast, "1Gi", c -> c.shared());
            var scratch = new EmptyDir(agent, "scratch", e -> e.inMemory().sizeLimit("64Mi"));
            var config =
                    new ConfigMap(agent, "config", f -> f.value("mode", "calm").value("level", "3"));
            var server = new StatefulSet(
                    agent,
                    s -> s.replicas(2)
                            .container(
                                    "db",
                                    "example.com/db:1",
                                    c -> c.port("db", 9000)
                                            .env("MODE", config.key("mode"))
                                            .mount(data, "/data")
                                            .mountPart(scratch, "tmp", "/tmp")
                                            .mountReadOnly(config, "/etc/db")));
            new Service(agent, server, s -> s.headless());
        });
    }

    @Test
    void services() {
        approve("services", apps -> {
            var web = new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "web",
                            "nginx:1.29",
                            c -> c.port("http", 8080).port("admin", 9090).udpPort("dns", 5353)));
            new Service(apps, "inside", web, s -> s.port("http", 80));
            new Service(apps, "outside", web, s -> s.only("http", "dns").loadBalancer());
            new Service(apps, "nodes", web, s -> s.only("http").nodePort("http", 30000));
        });
    }

    @Test
    void jobs() {
        approve("jobs", apps -> {
            new Job(
                    apps,
                    "once",
                    j -> j.retries(2).deadline(600).container("work", "busybox:1.37", c -> c.command("true")));
            new CronJob(
                    apps,
                    "nightly",
                    "15 3 * * *",
                    j -> j.timeZone("Europe/Zurich").container("work", "busybox:1.37", c -> c.args("--all", "yes")));
            new CronJob(
                    apps,
                    "often",
                    "*/5 * * * *",
                    j -> j.overlapping().container("work", "busybox:1.37", c -> c.command("true")));
        });
    }

    @Test
    void secretsInTextsBecomeVariables() {
        approve("secret-variables", apps -> {
            var agent = new Agent(apps);
            var secret = new BootstrapSecret(
                    agent,
                    "login",
                    s -> s.password("password")
                            .random("token", 16, Alphabet.HEXADECIMAL)
                            .random("key", "sk-", 20)
                            .bcrypt("hash", "password"));
            new Deployment(
                    agent,
                    d -> d.container(
                            "web",
                            "nginx:1.29",
                            c -> c.env("KEY", secret.key("key"))
                                    .env(
                                            "URL",
                                            Text.of("http://me:", secret.key("password"), "@host/", secret.key("key")))
                                    .env("AGAIN", Text.of(secret.key("password")))));
        });
    }

    /** The same key in two words is one variable; the name of a key that two Secrets have is taken once. */
    @Test
    void secretsInACommandLine() {
        approve("secret-words", apps -> {
            var agent = new Agent(apps);
            var login = new BootstrapSecret(agent, "login", s -> s.password("password"));
            var other = new BootstrapSecret(agent, "other", s -> s.password("password"));
            var third = new BootstrapSecret(agent, "third", s -> s.password("pass.word"));
            new Deployment(
                    agent,
                    d -> d.container(
                                    "words",
                                    "nginx:1.29",
                                    c -> c.command("serve", "--password", login.key("password"))
                                            .args(
                                                    Text.of("--db=http://me:", login.key("password"), "@host"),
                                                    Text.of("--price=US$", other.key("password")),
                                                    Text.of(third.key("pass.word"), third.key("pass.word"))))
                            .container(
                                    "given",
                                    "nginx:1.29",
                                    // Given after the words that use it, under a name that another one would have got.
                                    c -> c.args("--login", login.key("password"), "--other", other.key("password"))
                                            .env("LOGIN", login.key("password"))
                                            .env("PASSWORD", "of somebody else"))
                            .container(
                                    "plain",
                                    "nginx:1.29",
                                    c -> c.envFromField("NODE", "spec.nodeName")
                                            .command("sh", "-c", "echo $(date) $$ $(NODE) ^end$")
                                            .args("--node=$(NODE)", "--literal=$$(NODE)", "$", "$x", 1)));
        });
    }

    @Test
    void configThatIsGeneratedByKustomize() {
        approve("generated-config", apps -> {
            var agent = new Agent(apps);
            var config = new ConfigMap(
                    agent,
                    "files",
                    f -> f.file("nats.conf", Resource.of("infra/nats.conf"))
                            .value("note", "no")
                            .suffixNameWithHash());
            new Deployment(agent, d -> d.container("web", "nginx:1.29", c -> c.mount(config, "/etc/web")));
        });
    }

    @Test
    void namespacesAndCustomResources() {
        approve("namespaces", apps -> {
            apps.node().cluster().external().kinds("example.com", "a test");
            var media = new Namespace(apps, "media", n -> n.label("category", "fun"));
            new CustomResource(
                    apps.in(media),
                    "thing",
                    "example.com/v1",
                    "Thing",
                    r -> r.spec(
                            "settings",
                            Mapping.of("kubernetes.io/hostname", "one").put("on", true)));
            new CustomResource(
                    apps.in(NamespaceHandle.KUBE_SYSTEM),
                    "all",
                    "example.com/v1",
                    "ClusterThing",
                    r -> r.clusterScoped().spec("size", 3));
        });
    }
}
