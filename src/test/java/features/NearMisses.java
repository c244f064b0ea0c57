package features;

import static features.Ground.BARE;
import static features.Ground.K3S;

import broken.Lends;
import broken.NothingWrong;
import espalier.Cluster;
import espalier.Component;
import espalier.Exposure;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.flux.SopsSecret;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import espalier.kubernetes.Storage;
import espalier.kubernetes.StorageClass;
import espalier.platform.Capability;
import espalier.platform.K3s;
import espalier.platform.Kubeadm;
import espalier.platform.Machine;
import espalier.platform.Taint.Effect;
import espalier.platform.Talos;
import espalier.rules.References;
import espalier.sealed.SealedSecret;
import infra.LocalPath;
import infra.monitoring.Alloy;
import infra.monitoring.Loki;
import infra.sealedsecrets.SealedSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Clusters in Java that come near to breaking rules, and break none. */
final class NearMisses {
    private final List<Case> cases = new ArrayList<>();

    /**
     * A cluster.
     *
     * @param name what looks like a mistake in it, and is none
     * @param rules the ids of those that it comes near to
     */
    record Case(String name, Supplier<Compilation> compilation, List<String> rules) {}

    private NearMisses() {}

    static List<Case> all() {
        var near = new NearMisses();
        near.java();
        near.values();
        near.packaged();
        near.versions();
        near.order();
        near.parts();
        near.network();
        near.machines();
        near.owners();
        near.secrets();
        return near.cases;
    }

    private void is(String name, Supplier<Compilation> compilation, String... rules) {
        cases.add(new Case(name, compilation, List.of(rules)));
    }

    private void ground(String name, Consumer<Ground> build, String... rules) {
        Consumer<Ground> inhabited = c -> {
            for (Stage stage : new Stage[] {c.infrastructure, c.apps}) {
                new ConfigMap(stage, "note", m -> m.named(stage.node().id()).value("a", "b"));
            }
        };
        is(name, () -> Ground.with(inhabited.andThen(build)), rules);
    }

    private void stage(String name, Consumer<Stage> apps, String... rules) {
        is(name, () -> Compiled.stage(apps), rules);
    }

    private void java() {
        is(
                "for each mistake of the clusters in the package broken, something that looks like it",
                () -> Compiled.cluster(NothingWrong::new),
                "cluster-name",
                "duplicate-id",
                "id",
                "reserved-id",
                "object-outside",
                "setting-twice",
                "setting-null",
                "setting-requires",
                "setting-excludes",
                "resource-missing",
                "resource-not-text",
                "resource-unreadable",
                "no-reason",
                "patch-directive",
                "patch-matches-nothing",
                "patch-threw",
                "waiver-refused",
                "waiver-unused",
                "frozen",
                "deferred-threw",
                "deferred-without-end",
                "other-namespace",
                "no-port",
                "duplicate-key",
                "duplicate-variable",
                "container-name",
                "no-container",
                "data-key",
                "volume-name",
                "replicas",
                "random-node-port",
                "null-value",
                "cycle",
                "bundled-chart",
                "chart-brings",
                "kustomization-name");
        is(
                "two clusters that have the same, each its own",
                () -> Compiled.compile(new Fleet().cluster("one", Lends::new).cluster("two", Lends::new), "two"),
                "foreign-handle");
        stage("an exception that the construct itself catches", Careful::new, "constructor-threw");
        is(
                "a policy that has nothing to say",
                () -> PoliciesTest.compile("policies/good-windows.yaml"),
                "policy-threw");
        is(
                "an app with an account, and another one with its own",
                () -> PoliciesTest.compile("policies/good-account.yaml"),
                "own-account");
    }

    /** Asks for a number, and takes another one where there is none. */
    private static final class Careful extends Component {
        Careful(Scope scope) {
            super(scope, "careful");
            int replicas;
            try {
                replicas = Integer.parseInt("two");
            } catch (NumberFormatException e) {
                replicas = 2;
            }
            String text = String.valueOf(replicas);
            new ConfigMap(this, c -> c.value("replicas", text));
        }
    }

    private void packaged() {
        is(
                "a release whose interval is patched, beside all that its chart has words for",
                Suitcase::compiled,
                "not-packaged",
                "packaged-values");
    }

    private void versions() {
        is(
                "a file of versions in which two components run one image, each with a marker of its own",
                () -> Compiled.cluster((fleet, name) -> new Pinned(fleet, name, "versions/known.yaml", true)),
                "version-file",
                "version-marker",
                "version-missing",
                "version-unused",
                "digest-unknown");
    }

    private void values() {
        ground(
                "a chart's port as it is said to be, and one of a Service of which no number is said",
                c -> {
                    c.chart("one", h -> h.bringsService("one", "http", 80).value(80, "service", "port"));
                    c.chart("two", h -> h.bringsService("two", "http").value(81, "service", "port"));
                },
                "chart-port");
        stage(
                "variables in a manifest that all have a value",
                apps -> {
                    var names = new Manifests(apps, "names", "a test", Resource.of("features/known-variables.yaml"));
                    apps.node()
                            .cluster()
                            .patch(
                                    names,
                                    "a test",
                                    p -> p.kind("Kustomization")
                                            .merge("spec: {postBuild: {substitute: {DOMAIN: example.com}}}"));
                },
                "variable-undefined");
        stage(
                "keys that are there, and a secret that only the container's shell sees",
                apps -> {
                    var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
                    var settings = new ConfigMap(apps, "settings", c -> c.value("theme", "dark"));
                    new Deployment(
                            apps,
                            "web",
                            d -> d.container(
                                    "web",
                                    "example.com/web:1",
                                    c -> c.env("THEME", settings.key("theme"))
                                            .env("_A1", "x")
                                            .env("PASSWORD", login.key("password"))
                                            .args("--password", "$(PASSWORD)")));
                },
                "config-key",
                "secret-key",
                "secret-in-config",
                "secret-in-text",
                "variable-name");
        stage(
                "as much text as a ConfigMap takes, of letters that YAML knows",
                apps -> new ConfigMap(
                        apps,
                        "book",
                        c -> c.value("text", "\u00e9\t\ud83c\udf33\n" + "a".repeat(1_000_000))
                                .value("number", "1e3")
                                .value("truth", "yes")),
                "data-size",
                "data-value",
                "unwritable-text");
        stage(
                "a kind with a digit in it",
                apps -> {
                    Elsewhere.definitions(apps.node().cluster(), "example.com");
                    new CustomResource(apps, "door", "example.com/v1alpha1", "Door2Door", c -> {});
                },
                "kind");
        stage(
                "a variable for Flux that another component makes, in a ConfigMap without hash",
                apps -> {
                    var vars =
                            new ConfigMap(apps.in(NamespaceHandle.FLUX_SYSTEM), "vars", c -> c.value("TOWN", "Bergen"));
                    new ConfigMap(
                            apps, "map", c -> c.value("town", vars.key("TOWN").substituted()));
                },
                "variable-too-near",
                "variable-in-hash");
        stage(
                "a hashed name in the component that makes it",
                apps -> {
                    var part = new Component(apps, "web") {};
                    var settings = new ConfigMap(
                            part, "settings", c -> c.value("theme", "dark").suffixNameWithHash());
                    new Deployment(
                            part,
                            d -> d.container(
                                    "web",
                                    "example.com/web:1",
                                    c -> c.env("THEME", settings.key("theme")).mount(settings, "/etc/web")));
                },
                "hashed-name");
        is(
                "a cluster of versions that go together, and a repository that Flux can follow",
                () -> Compiled.cluster(Followed::new),
                "version",
                "version-unknown",
                "versions-apart",
                "versions-untested",
                "api-version",
                "git-url",
                "git-branch",
                "not-exposed",
                "not-kept");
    }

    /** A cluster that says where its repository is and how its apps are reached. */
    private static final class Followed extends Cluster {
        Followed(Fleet fleet, String name) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33.4")
                            .flux("2.7.5")
                            .git("ssh://git@example.com:2222/team/clusters", "release/2"));
            var apps = new Stage(this, "apps");
            platform((Exposure) (app, port, host) -> new Exposure.Address("https", host + ".example.com"));
            var part = new Component(apps, "page") {};
            platform(Storage.on(new LocalPath(apps, "disks", "/var/disks").storageClass()));
            var files = new AppVolume(part, "1Gi", new Owner(1000, 1000));
            var page = new Deployment(
                    part,
                    d -> d.recreate()
                            .container(
                                    "page",
                                    "example.com/page:1",
                                    c -> c.port("http", 8080).mount(files, "/data")));
            part.expose(new Service(part, page).port("http"), "page");
            new Manifests(apps, "crons", "a test", Resource.of("manifests/good-crons.yaml"));
        }
    }

    private void order() {
        stage(
                "a stage whose only component has one object",
                apps -> new ConfigMap(apps, "note", m -> m.value("a", "b")),
                "empty-stage");
        ground(
                "a claim beside its pod that is bound when the pod is there",
                c -> {
                    new K3s(c, K3S);
                    var both = new Component(c.infrastructure, "both") {};
                    new Manifests(both, "early", "a test", Resource.of("platform/cache.yaml"));
                    new Manifests(both, "reader", "a test", Resource.of("platform/reads-cache.yaml"));
                },
                "never-starts",
                "claim-unused");
        ground(
                "what the bootstrap brings in a phase, and what it needs in the one before",
                c -> {
                    var k3s = new K3s(c, K3S);
                    k3s.beforeFlux(
                            "definitions", c.chart("merchant", h -> h.bringsCrd("shop.example.com", "Shop")), "a test");
                    k3s.beforeFlux(
                            "shops",
                            new CustomResource(
                                    c.infrastructure, "shop", "shop.example.com/v1", "Shop", s -> s.spec("open", true)),
                            "a test");
                },
                "phase-order");
        ground(
                "a dependency by hand on one that is there, and waits",
                c -> {
                    new ConfigMap(c.apps, "first", m -> m.value("a", "b"));
                    c.patch(
                            new ConfigMap(c.apps, "late", m -> m.value("a", "b")),
                            "a test",
                            p -> p.kind("Kustomization").merge("spec: {dependsOn: [{name: apps-first}]}"));
                },
                "dependency-missing",
                "waits-for-nothing");
        ground(
                "something broken that nobody needs, in a stage that others wait for",
                c -> c.chart("films", h -> {}).knownBroken("it is gone", "https://example.com/issues/7"),
                "needs-broken",
                "waits-for-nothing");
        ground(
                "two releases of one publisher, each with a repository of its own",
                c -> {
                    c.chart("films", h -> {});
                    c.chart("music", h -> {});
                },
                "repository-unused",
                "repository-twice");
        ground(
                "a chart of cdk8s where there is Node.js",
                c -> {
                    if (CdkChartsTest.isNodeThere()) {
                        new CdkChart(c.apps, "shop");
                    }
                },
                "node-missing");
        ground(
                "two that begin together, one of which nobody sees ready",
                c -> {
                    Elsewhere.definitions(c, "fission.io");
                    for (String file : new String[] {"environment", "function"}) {
                        new Manifests(c.apps, file, "a test", Resource.of("readiness/" + file + ".yaml"));
                    }
                },
                "readiness-unseen");
        ground(
                "something encrypted, and its key",
                c -> {
                    c.external().secret(NamespaceHandle.FLUX_SYSTEM, "sops-age", "made by hand", "age.agekey");
                    c.yaml("encrypted.yaml");
                },
                "decryption-key");
    }

    private static void cilium(Ground c) {
        c.chart(
                "cilium",
                h -> h.value(true, "kubeProxyReplacement")
                        .value(true, "bgpControlPlane", "enabled")
                        .value("kubernetes", "ipam", "mode"));
    }

    private void parts() {
        ground(
                "Cilium on a K3s without what it replaces",
                c -> {
                    new K3s(c, K3S, k -> k.flags(BARE));
                    cilium(c);
                },
                "cni-twice",
                "network-policy-twice",
                "service-proxy-twice",
                "load-balancer-twice",
                "cni-missing",
                "service-proxy-missing",
                "chart-network",
                "k3s-flag",
                "distribution-twice");
        ground(
                "CoreDNS and metrics-server where the distribution brings none",
                c -> {
                    new Talos(c, "1.10.6", t -> t.withoutCoreDns());
                    c.chart("coredns", h -> {});
                    c.chart("metrics-server", h -> {});
                    Elsewhere.things(c, "apps/Deployment default/web");
                    c.yaml("scaled.yaml");
                },
                "dns-twice",
                "dns-missing",
                "metrics-twice",
                "metrics-missing");
        ground(
                "a Service that K3s gives an address",
                c -> {
                    new K3s(c, K3S);
                    c.yaml("balanced.yaml");
                },
                "load-balancer-missing");
        ground(
                "a class whose chart brings it",
                c -> {
                    new Talos(c, "1.10.6");
                    c.chart("ingress-nginx", h -> h.brings("networking.k8s.io", "IngressClass", "nginx"));
                    c.yaml("ways-in.yaml");
                },
                "class-unserved");
    }

    private void network() {
        ground("pools side by side", c -> c.yaml("pools-apart.yaml"), "pool-overlap");
        ground(
                "an address of a pool, for two Services that share it",
                c -> {
                    c.yaml("pool.yaml");
                    c.yaml("shared-address.yaml");
                },
                "address-outside");
        ground(
                "a Service that asks for another address of the gateway's pool",
                c -> {
                    c.yaml("pool.yaml");
                    c.external().clusterScoped("gateway.networking.k8s.io", "GatewayClass", "cilium", "a test");
                    c.yaml("gateway-of-the-pool.yaml");
                    c.yaml("service-with-its-address.yaml");
                },
                "address-unasked");
        ground(
                "logs from within the cluster, and from outside",
                c -> {
                    Elsewhere.definitions(c, "monitoring.coreos.com");
                    var driver = c.external().clusterScoped("storage.k8s.io", "CSIDriver", "disks", "a test");
                    var disks = new StorageClass(c.infrastructure, "disks", driver, s -> {});
                    new Alloy(c.infrastructure, "alloy").to(new Loki(c.infrastructure, "loki", disks, "1Gi"));
                    new Loki(c.infrastructure, "syslog", disks, "1Gi")
                            .waive(References.FLOW_DRY, "the router sends its logs");
                },
                "flow-dry",
                "flow-lost");
        ground(
                "networks that touch each other",
                c -> new K3s(
                        c,
                        K3S,
                        k -> k.pods("10.42.0.0/16").services("10.43.0.0/16").machines("10.44.0.0/24")),
                "network-overlap");
        ground(
                "BGP with the router, and inside the cluster",
                c -> {
                    new K3s(
                            c,
                            K3S,
                            k -> k.flags(BARE)
                                    .has(Capability.CNI, "a test")
                                    .has(Capability.SERVICE_PROXY, "a test")
                                    .machines("192.168.10.0/24")
                                    .router("192.168.10.1", 64513)
                                    .as(64512));
                    c.yaml("bgp-right.yaml");
                },
                "bgp-as");
        ground(
                "a stage in which something runs, isolated as it stands",
                c -> {
                    new Deployment(c.apps, "web", d -> d.container("web", "nginx:1.29", w -> {}));
                    new Isolation(c, "isolation", Dialect.KUBERNETES, c.apps);
                },
                "isolation-empty",
                "isolation-system");
    }

    private void machines() {
        ground(
                "pods that fit one machine only, each by something else",
                c -> {
                    var k3s = new K3s(c, K3S);
                    new Machine(
                            k3s,
                            "k3s1",
                            "192.168.10.21",
                            m -> m.label("bgp", "enabled")
                                    .cores(8)
                                    .memory("32Gi")
                                    .disk("/mnt/nvme", "nvme", "fast", "optane"));
                    new Machine(k3s, "k3s2", "192.168.10.22", m -> m.disk("/mnt/optane", "optane"));
                    new Machine(k3s, "k3s3", "192.168.10.31", m -> m.device("nvidia.com/gpu", 4));
                    c.chart("nvidia-device-plugin", h -> {});
                    for (String file :
                            new String[] {"speaks-bgp-elsewhere", "selects-bgp", "affinity-met", "fits", "gpu", "tiers"
                            }) {
                        c.yaml(file + ".yaml");
                    }
                },
                "bgp-twice",
                "node-selector",
                "machine-size",
                "disk",
                "device",
                "device-plugin",
                "storage-tier");
        ground(
                "as many pods as machines, each of which is gone before the next one",
                c -> {
                    var k3s = new K3s(c, K3S);
                    new Machine(k3s, "k3s1", "192.168.10.21", m -> m.label("bgp", "enabled"));
                    new Machine(k3s, "k3s2", "192.168.10.22");
                    new Machine(k3s, "k3s3", "192.168.10.31");
                    c.yaml("host-ports-freed.yaml");
                    c.yaml("apart.yaml");
                },
                "machines-too-few");
        ground(
                "a local volume and a device on the machine that a pod names",
                c -> {
                    var k3s = new K3s(c, K3S);
                    new Machine(k3s, "k3s3", "192.168.10.31", m -> m.named("k3s3"));
                    new Machine(
                            k3s,
                            "k3s1",
                            "192.168.10.21",
                            m -> m.label("disks", "nvme").device("nvidia.com/gpu", 1));
                    c.chart("nvidia-device-plugin", h -> {});
                    c.yaml("gpu-elsewhere.yaml");
                    c.yaml("tier-elsewhere.yaml");
                },
                "no-machine",
                "device-taken",
                "storage-place");
        ground(
                "a Node of Longhorn, beside a machine without",
                c -> {
                    Elsewhere.things(c, "longhorn.io", "/Namespace longhorn-system");
                    var k3s = new K3s(c, K3S);
                    new Machine(k3s, "k3s2", "192.168.10.22");
                    new Machine(k3s, "k3s3", "192.168.10.31");
                    c.yaml("longhorn-node.yaml");
                },
                "machine-missing");
        ground(
                "a device that K3s gives to whoever runs the pod, as the pod asks",
                c -> {
                    var k3s = new K3s(c, K3S, k -> k.flags("--nonroot-devices"));
                    new Machine(k3s, "k3s1", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
                    c.external().clusterScoped("", "device", "gpu.intel.com/i915", "a test");
                    new Deployment(
                            c.apps,
                            "play",
                            d -> d.container("it", "example.com/it:1", i -> i.device("gpu.intel.com/i915", 1)));
                },
                "device-for-root");
        ground(
                "a machine for those who tolerate its taint, and one for all",
                c -> {
                    var k3s = new K3s(c, K3S);
                    new Machine(k3s, "k3s1", "192.168.10.21");
                    new Machine(k3s, "k3s3", "192.168.10.31", m -> m.taint("gpu", "only", Effect.NO_SCHEDULE));
                    c.yaml("tolerant.yaml");
                },
                "taint",
                "taint-for-nobody",
                "flux-nowhere");
        ground(
                "pods of the machine where nothing keeps them out",
                c -> {
                    new Kubeadm(c, k -> k.has(Capability.CNI, "a test"));
                    c.yaml("privileged-pair.yaml");
                },
                "pod-security");
    }

    private static void issuers(Scope scope, String id, String kind) {
        var charts = new HelmRepository(scope, id + "-charts", "https://charts.example.com", r -> {});
        new HelmRelease(
                scope,
                id,
                charts.chart("issuers", "1.0.0"),
                CrdOwner.RELEASE,
                h -> h.releaseName(id).bringsCrd("example.com", kind, kind.toLowerCase(Locale.ROOT) + "s"));
    }

    private void owners() {
        ground(
                "one chart under two names, each with definitions of its own",
                c -> {
                    var both = new Component(c.infrastructure, "issuers") {};
                    issuers(both, "one", "Issuer");
                    issuers(both, "two", "Signer");
                },
                "owned-twice",
                "release-twice");
        ground(
                "a namespace that every cluster has, and Flux does not prune",
                c -> c.yaml("kept-namespace.yaml"),
                "eternal-namespace");
    }

    private void secrets() {
        is(
                "files for two recipients while one takes the other's place, and a label of a patch",
                () -> Compiled.cluster((fleet, name) -> new EncryptedSecretsTest.House(
                        fleet,
                        name,
                        apps -> {
                            var media = apps.in(new Namespace(apps, "media"));
                            var rotated = new SopsSecret(media, "rotated", Resource.of("sops/rotated.yaml"));
                            apps.node()
                                    .cluster()
                                    .patch(rotated, "it has owners", p -> p.set("us", "metadata", "labels", "team"));
                        },
                        "age1x78va6rhn5p7w468cuady9nae9vp9lpq8nvq5ypncyja70szl46qqn2tef",
                        EncryptedSecretsTest.RECIPIENT)),
                "encrypted-changed",
                "recipient");
        is(
                "an empty value and a comment, of a cluster that does not say for whom its secrets are",
                () -> Compiled.cluster((fleet, name) -> new EncryptedSecretsTest.House(fleet, name, apps -> {
                    apps.node()
                            .cluster()
                            .external()
                            .secret(NamespaceHandle.FLUX_SYSTEM, "keys", "made by hand, once", "age.agekey");
                    var media = apps.in(new Namespace(apps, "media"));
                    new SopsSecret(media, "token", Resource.of("sops/token.yaml")).key("empty");
                })),
                "encrypted-file",
                "not-encrypted");
        is(
                "a sealed file with a template of the controller's, whose addresses are those of today",
                () -> Compiled.compile(new Fleet().cluster("sealed", SealingCluster::new), "sealed"),
                "not-sealed",
                "sealed-template");
        ground(
                "what is sealed for all of a cluster, read in another namespace than it was sealed in",
                c -> {
                    new SealedSecrets(c.infrastructure, "sealed-secrets");
                    var games = c.apps.in(new Namespace(c.apps, "games"));
                    new SealedSecret(games, "of-cluster", Resource.of("sealed/of-cluster.yaml")).key("api-token");
                },
                "sealed-file");
    }
}
