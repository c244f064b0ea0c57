package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.media.Plex;
import apps.media.Prowlarr;
import apps.media.Radarr;
import apps.media.Sabnzbd;
import apps.media.Sonarr;
import espalier.Finding;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StatefulSet;
import espalier.layout.FileSpec;
import espalier.policy.DefaultDeny;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import features.IsolatedCluster.App;
import features.IsolatedCluster.Chart;
import features.IsolatedCluster.Part;
import features.PolicyJudge.End;
import infra.MediaStore;
import infra.MediaStore.Directory;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** In an isolated namespace, pods reach and are reached by whom the handles tell of, and by nobody else. */
class IsolationTest {
    private static final End GATEWAY = End.entity("ingress");
    private static final End OUTSIDE = End.address("203.0.113.7");
    private static final End DNS = End.pod("kube-system", Map.of("k8s-app", "kube-dns"));
    private static final End NEIGHBOUR = End.address("192.168.1.9");

    @Test
    void policiesOfBothDialectsByOneDerivation() {
        for (Dialect dialect : Dialect.values()) {
            var compilation = compiled(dialect, c -> {
                var store = new App(c.apps.in(c.data), "store");
                var page = new App(
                        c.apps.in(c.ai),
                        "page",
                        p -> p.env("STORE", Text.of("http://", store.port.address())),
                        d -> d.internet("fetches the weather").reaches("192.168.1.9", "asks the printer for its ink"));
                if (dialect == Dialect.CILIUM) {
                    page.exposed("page.example.com");
                }
            });
            String files = Compiled.files(compilation, "apps/") + Compiled.files(compilation, "base/data");
            Snapshots.verify("platform/isolation-" + dialect.name().toLowerCase(Locale.ROOT) + ".yaml", files);
        }
    }

    @Test
    void theGatewayReachesWhatIsExposedOnThePortBehindTheServiceAndNothingElse() {
        var judge = judge(c -> {
            new App(c.apps.in(c.ai), "page").exposed("page.example.com");
            new App(c.apps.in(c.ai), "inner");
        });
        assertThat(judge.allows(GATEWAY, app("ai", "page"), "8080/TCP")).isTrue();
        assertThat(judge.allows(GATEWAY, app("ai", "page"), "80/TCP")).isFalse();
        assertThat(judge.allows(GATEWAY, app("ai", "inner"), "8080/TCP")).isFalse();
        assertThat(judge.allows(OUTSIDE, app("ai", "page"), "8080/TCP")).isFalse();
        assertThat(judge.allows(End.entity("host"), app("ai", "inner"), "8080/TCP"))
                .as("the kubelet's probes")
                .isTrue();
    }

    @Test
    void whoWasGivenTheHandleReachesTheDatabaseAndNobodyElse() {
        var judge = judge(c -> {
            var store = new App(c.apps.in(c.data), "store");
            new App(c.apps.in(c.ai), "reader", store.port);
            new App(c.apps.in(c.ai), "stranger");
            new App(c.apps.in(c.open), "guest", store.port);
            new App(c.apps.in(c.open), "passer-by");
        });
        assertThat(judge.allows(app("ai", "reader"), app("data", "store"), "8080/TCP"))
                .isTrue();
        assertThat(judge.allows(app("open", "guest"), app("data", "store"), "8080/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "stranger"), app("data", "store"), "8080/TCP"))
                .isFalse();
        assertThat(judge.allows(app("open", "passer-by"), app("data", "store"), "8080/TCP"))
                .isFalse();
        assertThat(judge.allows(app("data", "store"), app("ai", "reader"), "8080/TCP"))
                .isFalse();
        assertThat(judge.allows(app("ai", "reader"), OUTSIDE, "443/TCP")).isFalse();
        assertThat(judge.allows(app("ai", "reader"), DNS, "53/UDP")).isTrue();
        assertThat(judge.allows(app("ai", "reader"), DNS, "9153/TCP")).isFalse();
    }

    @Test
    void anAddressInAFileThatPodsReadLeadsThereToo() {
        var judge = judge(c -> {
            var store = new App(c.apps.in(c.data), "store");
            new Part(c.apps.in(c.ai), "reader", part -> {
                var config = new ConfigMap(part, "config", f -> f.value("upstream", store.port.address()));
                new CronJob(
                        part,
                        "0 * * * *",
                        j -> j.container(
                                "ask",
                                "docker.io/library/busybox:1.37",
                                k -> k.env("UPSTREAM", config.key("upstream"))));
            });
            new App(c.apps.in(c.ai), "stranger");
        });
        assertThat(judge.allows(app("ai", "reader"), app("data", "store"), "8080/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "stranger"), app("data", "store"), "8080/TCP"))
                .isFalse();
    }

    @Test
    void anAddressInRawYamlLeadsThereToo() {
        var judge = judge(c -> {
            new App(c.apps.in(c.data), "store");
            new Manifests(c.apps, "old", "nobody has rewritten it", Resource.of("isolation/old.yaml"));
        });
        assertThat(judge.allows(app("ai", "old"), app("data", "store"), "8080/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "old"), OUTSIDE, "443/TCP")).isFalse();
    }

    @Test
    void onlyWhatSaysSoReachesTheInternetAndItsNetwork() {
        var judge = judge(c -> {
            new App(c.apps.in(c.ai), "fetcher", k -> {}, d -> d.internet("fetches metadata"));
            new App(c.apps.in(c.ai), "printer", k -> {}, d -> d.reaches("192.168.1.0/24", "prints"));
            var old = new App(c.apps.in(c.ai), "old");
            c.isolation.internet(old, "its author did not say so");
        });
        assertThat(judge.allows(app("ai", "fetcher"), OUTSIDE, "443/TCP")).isTrue();
        assertThat(judge.allows(app("ai", "fetcher"), NEIGHBOUR, "443/TCP")).isFalse();
        assertThat(judge.allows(app("ai", "printer"), NEIGHBOUR, "631/TCP")).isTrue();
        assertThat(judge.allows(app("ai", "printer"), OUTSIDE, "443/TCP")).isFalse();
        assertThat(judge.allows(app("ai", "old"), OUTSIDE, "443/TCP")).isTrue();
        assertThat(judge.allows(OUTSIDE, app("ai", "fetcher"), "8080/TCP")).isFalse();
    }

    @Test
    void whatAClusterSaysReachesANamespaceReachesItAndNoOther() {
        var judge = judge(c -> {
            var old = new App(c.apps.in(c.ai), "old");
            new App(c.apps.in(c.data), "store");
            c.isolation.reaches(old, NamespaceHandle.FLUX_SYSTEM, "it asks Flux how things are");
        });
        assertThat(judge.allows(app("ai", "old"), End.pod("flux-system", Map.of("app", "any")), "9090/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "old"), End.pod("default", Map.of("app", "any")), "9090/TCP"))
                .isFalse();
        assertThat(judge.allows(app("ai", "old"), app("data", "store"), "8080/TCP"))
                .isFalse();
    }

    @Test
    void podsWithATokenReachTheApiServer() {
        var judge = judge(c -> {
            new Part(c.apps.in(c.ai), "operator", part -> {
                var account = new ServiceAccount(part);
                new CronJob(
                        part,
                        "0 * * * *",
                        j -> j.serviceAccount(account, "it restarts what hangs")
                                .container("run", "docker.io/library/busybox:1.37", k -> {}));
            });
            new App(c.apps.in(c.ai), "page");
        });
        assertThat(judge.allows(app("ai", "operator"), End.entity("kube-apiserver"), "6443/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "page"), End.entity("kube-apiserver"), "6443/TCP"))
                .isFalse();
    }

    @Test
    void theApiServerReachesItsWebhooks() {
        var judge = judge(c -> {
            var hook = new App(c.apps.in(c.ai), "hook");
            new Part(c.apps.in(c.ai), "registration", part -> {
                var service = Mapping.of("name", hook.port.service())
                        .put("namespace", "ai")
                        .put("port", hook.port.port());
                part.node()
                        .add(Mapping.of("apiVersion", "admissionregistration.k8s.io/v1")
                                .put("kind", "ValidatingWebhookConfiguration")
                                .put("metadata", Mapping.of("name", "hook"))
                                .put(
                                        "webhooks",
                                        Sequence.of(Mapping.of("name", "hook.example.com")
                                                .put("clientConfig", Mapping.of("service", service))
                                                .put("sideEffects", "None")
                                                .put("admissionReviewVersions", Sequence.of("v1"))
                                                .put("failurePolicy", "Ignore")
                                                .put(
                                                        "rules",
                                                        Sequence.of(Mapping.of("apiGroups", Sequence.of("apps"))
                                                                .put("apiVersions", Sequence.of("v1"))
                                                                .put("operations", Sequence.of("CREATE"))
                                                                .put("resources", Sequence.of("deployments")))))));
            });
            new App(c.apps.in(c.ai), "page");
        });
        for (String from : new String[] {"kube-apiserver", "remote-node"}) {
            assertThat(judge.allows(End.entity(from), app("ai", "hook"), "8080/TCP"))
                    .isTrue();
            assertThat(judge.allows(End.entity(from), app("ai", "page"), "8080/TCP"))
                    .isFalse();
        }
    }

    @Test
    void prometheusReadsWhatMonitorsSelect() {
        var judge = judge(c -> {
            new Chart(c.apps.in(c.open), "watch", r -> r.bringsScraper());
            var read = new App(c.apps.in(c.ai), "read");
            new App(c.apps.in(c.ai), "handed");
            new App(c.apps.in(c.ai), "unread");
            var endpoint = Mapping.of("port", "http");
            new CustomResource(
                    c.apps.in(c.ai),
                    "by-labels",
                    "monitoring.coreos.com/v1",
                    "ServiceMonitor",
                    m -> m.spec("selector", Mapping.of("matchLabels", Mapping.of("app", "read")))
                            .spec("endpoints", Sequence.of(endpoint)));
            new CustomResource(
                    c.apps.in(c.ai),
                    "of-pods",
                    "monitoring.coreos.com/v1",
                    "PodMonitor",
                    m -> m.spec("selector", Mapping.of("matchLabels", Mapping.of("app", "handed")))
                            .spec("podMetricsEndpoints", Sequence.of(endpoint)));
            assertThat(read).isNotNull();
        });
        End prometheus = End.pod("open", Map.of("app.kubernetes.io/name", "prometheus"));
        End grafana = End.pod("open", Map.of("app.kubernetes.io/name", "grafana"));
        assertThat(judge.allows(prometheus, app("ai", "read"), "8080/TCP")).isTrue();
        assertThat(judge.allows(prometheus, app("ai", "handed"), "8080/TCP")).isTrue();
        assertThat(judge.allows(prometheus, app("ai", "unread"), "8080/TCP")).isFalse();
        assertThat(judge.allows(grafana, app("ai", "read"), "8080/TCP")).isFalse();
    }

    @Test
    void aServiceOnTheNodesIsOpenToTheOutside() {
        var judge = judge(c -> new Part(c.apps.in(c.ai), "game", part -> {
            var server = new Deployment(
                    part,
                    d -> d.container(
                            "server",
                            "docker.io/library/nginx:1.29",
                            k -> k.port("game", 7777).port("admin", 9000)));
            new Service(part, server, s -> s.only("game").port("game", 80).nodePort("game", 30777));
        }));
        assertThat(judge.allows(OUTSIDE, app("ai", "game"), "7777/TCP")).isTrue();
        assertThat(judge.allows(End.entity("remote-node"), app("ai", "game"), "7777/TCP"))
                .isTrue();
        assertThat(judge.allows(OUTSIDE, app("ai", "game"), "9000/TCP")).isFalse();
    }

    @Test
    void aChartThatSaysHowItsPodsAreFoundIsLetThroughAlone() {
        var judge = judge(c -> {
            var chart = new Chart(
                    c.apps.in(c.data),
                    "broker",
                    r -> r.podLabel("app", "broker")
                            .bringsService("broker", "tcp", 5672)
                            .internet("looks up its licence"));
            new App(c.apps.in(c.ai), "reader", chart.release.service("broker", "tcp"));
            new App(c.apps.in(c.data), "neighbour");
        });
        assertThat(judge.allows(app("ai", "reader"), app("data", "broker"), "5672/TCP"))
                .isTrue();
        assertThat(judge.allows(app("data", "broker"), app("data", "broker"), "4369/TCP"))
                .isTrue();
        assertThat(judge.allows(app("data", "broker"), OUTSIDE, "443/TCP")).isTrue();
        assertThat(judge.allows(app("ai", "reader"), app("data", "neighbour"), "8080/TCP"))
                .isFalse();
        assertThat(judge.allows(app("data", "neighbour"), app("data", "broker"), "5672/TCP"))
                .isFalse();
        assertThat(judge.allows(app("data", "broker"), End.entity("kube-apiserver"), "6443/TCP"))
                .isFalse();
    }

    @Test
    void aChartThatDoesNotSayOpensItsNamespaceToItselfAndIsCounted() {
        Consumer<IsolatedCluster> more = c -> {
            new Chart(c.apps.in(c.data), "broker", r -> {});
            new App(c.apps.in(c.data), "neighbour");
            new App(c.apps.in(c.ai), "stranger");
        };
        var judge = judge(more);
        assertThat(judge.allows(app("data", "neighbour"), app("data", "broker"), "5672/TCP"))
                .isTrue();
        assertThat(judge.allows(app("data", "broker"), End.entity("kube-apiserver"), "6443/TCP"))
                .isTrue();
        assertThat(judge.allows(app("data", "broker"), OUTSIDE, "443/TCP")).isFalse();
        assertThat(judge.allows(app("ai", "stranger"), app("data", "broker"), "5672/TCP"))
                .isFalse();
        Compilation compilation = compiled(Dialect.CILIUM, more);
        assertThat(NotChecked.in(
                        compilation.order().graph(), compilation.schemas().gaps()))
                .contains(new Unchecked(
                        Unchecked.Kind.NETWORK,
                        "HelmRelease data/broker",
                        "it does not say by which label its pods are found, so that all pods of data may reach each other"
                                + " and the API server"));
    }

    @Test
    void addingAnAppChangesNoFileOfAnother() {
        Map<String, String> before = filesOf(compiled(Dialect.CILIUM, c -> {
            var store = new App(c.apps.in(c.data), "store");
            new App(c.apps.in(c.ai), "one", store.port).exposed("one.example.com");
        }));
        Map<String, String> after = filesOf(compiled(Dialect.CILIUM, c -> {
            var store = new App(c.apps.in(c.data), "store");
            new App(c.apps.in(c.ai), "one", store.port).exposed("one.example.com");
            new App(c.apps.in(c.ai), "two", store.port).exposed("two.example.com");
        }));
        var changed = new TreeSet<>(after.keySet());
        changed.removeIf(path -> after.get(path).equals(before.get(path)) || path.contains("/two"));
        assertThat(changed).containsExactly("apps/kustomization.yaml");
    }

    @Test
    void aPatchChangesADerivedPolicyAndADerivedPolicyFollowsAPatch() {
        var judge = judge(c -> {
            var page = new App(c.apps.in(c.ai), "page").exposed("page.example.com");
            c.patch(
                    page,
                    "it listens elsewhere",
                    p -> p.kind("Deployment")
                            .set(
                                    9090,
                                    FieldPath.of("spec", "template", "spec", "containers")
                                            .item("name", "web")
                                            .field("ports")
                                            .item("name", "http")
                                            .field("containerPort")));
            c.patch(
                    page,
                    "the gateway's probes come from the nodes",
                    p -> p.kind("CiliumNetworkPolicy")
                            .set(
                                    Sequence.of("ingress", "remote-node"),
                                    FieldPath.of("spec", "ingress").index(0).field("fromEntities")));
        });
        assertThat(judge.allows(GATEWAY, app("ai", "page"), "9090/TCP")).isTrue();
        assertThat(judge.allows(GATEWAY, app("ai", "page"), "8080/TCP")).isFalse();
        assertThat(judge.allows(End.entity("remote-node"), app("ai", "page"), "9090/TCP"))
                .isTrue();
    }

    @Test
    void theApiServerReachesTheChartThatItAsks() {
        var judge = judge(c -> {
            new Chart(
                    c.apps.in(c.ai),
                    "operator",
                    r -> r.podLabel("app", "operator").webhookFor("example.com"));
            new App(c.apps.in(c.ai), "page");
        });
        assertThat(judge.allows(End.entity("kube-apiserver"), app("ai", "operator"), "9443/TCP"))
                .isTrue();
        assertThat(judge.allows(End.entity("kube-apiserver"), app("ai", "page"), "8080/TCP"))
                .isFalse();
    }

    /** Components of one id in two stages, and two ports of one server. */
    @Test
    void policiesOfOneNameStandBesideEachOther() {
        var judge = judge(c -> new Part(c.base.in(c.data), "store", part -> {
            var server = new StatefulSet(
                    part,
                    s -> s.container(
                            "db",
                            "docker.io/library/nginx:1.29",
                            k -> k.port("db", 5432).port("api", 8008)));
            var service = new Service(part, server);
            new App(c.base.in(c.ai), "reader", service.port("db"), service.port("api"));
            new App(c.apps.in(c.open), "reader", service.port("api"));
        }));
        assertThat(judge.objects("CiliumNetworkPolicy"))
                .extracting(policy -> PolicyJudge.at(policy, "metadata", "name"))
                .contains("store-from-reader", "store-from-reader-apps");
        assertThat(judge.allows(app("ai", "reader"), app("data", "store"), "5432/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "reader"), app("data", "store"), "8008/TCP"))
                .isTrue();
        assertThat(judge.allows(app("open", "reader"), app("data", "store"), "8008/TCP"))
                .isTrue();
        assertThat(judge.allows(app("open", "reader"), app("data", "store"), "5432/TCP"))
                .isFalse();
    }

    @Test
    void aStatefulSetIsNotLetIntoItselfBecauseOfItsServiceName() {
        var judge = judge(c -> new Part(c.apps.in(c.data), "store", part -> {
            var server = new StatefulSet(
                    part, s -> s.container("db", "docker.io/library/nginx:1.29", k -> k.port("db", 5432)));
            new Service(part, server);
        }));
        assertThat(judge.allows(app("data", "store"), app("data", "store"), "5432/TCP"))
                .isFalse();
    }

    @Test
    void podsOfANodesNetworkAreLetInAsNodes() {
        var judge = judge(c -> {
            var store = new App(c.apps.in(c.data), "store");
            var agent = new App(c.apps.in(c.open), "agent", store.port);
            c.patch(
                    agent,
                    "it watches the node",
                    p -> p.kind("Deployment").set(true, "spec", "template", "spec", "hostNetwork"));
        });
        assertThat(judge.allows(End.entity("remote-node"), app("data", "store"), "8080/TCP"))
                .isTrue();
    }

    @Test
    void kubernetesOwnPoliciesSayTheSameWithAddresses() {
        var judge = new PolicyJudge(Compiled.cluster((fleet, name) -> new IsolatedK3s(fleet, name, true)));
        End traefik = End.pod("kube-system", Map.of("app.kubernetes.io/name", "traefik"));
        End page = app("inside", "page");
        End store = app("inside", "store");
        End watcher = app("inside", "watcher");
        End apiServer = End.address("192.168.1.10");
        assertThat(judge.allows(traefik, page, "8080/TCP")).isTrue();
        assertThat(judge.allows(traefik, store, "8080/TCP")).isFalse();
        assertThat(judge.allows(page, store, "8080/TCP")).isTrue();
        assertThat(judge.allows(watcher, store, "8080/TCP")).isFalse();
        assertThat(judge.allows(store, page, "8080/TCP")).isFalse();
        assertThat(judge.allows(page, OUTSIDE, "443/TCP")).isTrue();
        assertThat(judge.allows(page, apiServer, "6443/TCP")).isFalse();
        assertThat(judge.allows(watcher, apiServer, "6443/TCP")).isTrue();
        assertThat(judge.allows(watcher, End.address("192.168.1.11"), "6443/TCP"))
                .isFalse();
        assertThat(judge.allows(watcher, OUTSIDE, "443/TCP")).isFalse();
        assertThat(judge.allows(store, DNS, "53/UDP")).isTrue();
        assertThat(judge.allows(app("default", "stranger"), store, "8080/TCP")).isFalse();
    }

    @Test
    void withoutAddressesOfMachinesTheApiServerMayBeAnywhereWhichIsCounted() {
        var compilation = Compiled.cluster((fleet, name) -> new IsolatedK3s(fleet, name, false));
        var judge = new PolicyJudge(compilation);
        assertThat(judge.allows(app("inside", "watcher"), OUTSIDE, "6443/TCP")).isTrue();
        assertThat(judge.allows(app("inside", "watcher"), OUTSIDE, "443/TCP")).isFalse();
        assertThat(NotChecked.in(
                        compilation.order().graph(), compilation.schemas().gaps()))
                .contains(new Unchecked(
                        Unchecked.Kind.NETWORK,
                        "Deployment inside/watcher",
                        "the cluster does not say at which addresses its machines are, so that the API server may be"
                                + " anywhere"));
    }

    @Test
    void theCostOfIsolationGrowsWithTheCluster() {
        // Four times as many apps may not take sixteen times as much; by memory, since time goes by what else the
        // machine does.
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[3];
        int[] sizes = {100, 400, 1600};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            long start = threads.getCurrentThreadAllocatedBytes();
            var compilation = compiled(Dialect.CILIUM, c -> {
                var store = new App(c.apps.in(c.data), "store");
                for (int app = 0; app < size; app++) {
                    new App(c.apps.in(c.ai), "app-" + app, store.port).exposed("app-" + app + ".example.com");
                }
            });
            bytes[i] = threads.getCurrentThreadAllocatedBytes() - start;
            assertThat(compilation.failed()).isFalse();
        }
        assertThat((double) bytes[2] / bytes[1]).isLessThan(6);
    }

    @Test
    void theNamespacesAreIsolatedAsThePolicyAsks() {
        var compilation = compiled(Dialect.KUBERNETES, c -> {
            new App(c.apps.in(c.ai), "page");
            new App(c.apps.in(c.open), "other");
            c.settings().policies(new DefaultDeny());
        });
        assertThat(compilation.findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("namespace open");
    }

    @Test
    void aHouseholdOfMediaAppsReachesWhatItWorksWithAndNothingElse() {
        var compilation = compiled(Dialect.CILIUM, c -> {
            var media = c.apps.in(c.ai);
            var store = new MediaStore(
                    media,
                    "store",
                    "nas.example.com",
                    new Directory("/configs", "1Ti"),
                    new Directory("/media", "30Ti"),
                    new Owner(1000, 1000));
            var prowlarr = new Prowlarr(media, "prowlarr", store, p -> {});
            var sabnzbd = new Sabnzbd(media, "sabnzbd", store, s -> {});
            new Plex(media, "plex", store, p -> {});
            new Sonarr(media, "sonarr", store, s -> s.indexers(prowlarr).downloads(sabnzbd));
            new Radarr(media, "radarr", store, r -> r.indexers(prowlarr));
            new App(c.apps.in(c.data), "stranger");
        });
        var walk = new IsolationWalk(compilation, End.entity("kube-apiserver"), List.of(), Map.of());
        assertThat(walk.isolated()).containsExactly("ai", "data");
        assertThat(walk.ways())
                .containsExactly(
                        "Deployment ai/prowlarr → Deployment ai/radarr: 7878/TCP",
                        "Deployment ai/prowlarr → Deployment ai/sonarr: 8989/TCP",
                        "Deployment ai/radarr → Deployment ai/prowlarr: 9696/TCP",
                        "Deployment ai/sonarr → Deployment ai/prowlarr: 9696/TCP",
                        "Deployment ai/sonarr → Deployment ai/sabnzbd: 8080/TCP");
        assertThat(walk.out()).hasSize(6);
        var judge = new PolicyJudge(compilation);
        assertThat(judge.allows(app("ai", "sonarr"), app("ai", "sabnzbd"), "8080/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "prowlarr"), app("ai", "radarr"), "7878/TCP"))
                .isTrue();
        assertThat(judge.allows(app("ai", "radarr"), app("ai", "plex"), "32400/TCP"))
                .isFalse();
    }

    private static Map<String, String> filesOf(Compilation compilation) {
        if (compilation.failed()) {
            throw new AssertionError(Compiled.findings(compilation));
        }
        var files = new TreeMap<String, String>();
        for (FileSpec file : compilation.files()) {
            files.put(file.path(), new String(file.render(), StandardCharsets.UTF_8));
        }
        return files;
    }

    private static Compilation compiled(Dialect dialect, Consumer<IsolatedCluster> more) {
        return Compiled.cluster((fleet, name) -> new IsolatedCluster(fleet, name, dialect, more));
    }

    private static PolicyJudge judge(Consumer<IsolatedCluster> more) {
        return new PolicyJudge(compiled(Dialect.CILIUM, more));
    }

    private static End app(String namespace, String name) {
        return End.pod(namespace, Map.of("app", name));
    }
}
