package features;

import static features.PolicyJudge.at;
import static features.PolicyJudge.map;
import static features.PolicyJudge.maps;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What the documents of kyrion say in tables and drawings of Flux, of sources, of ways in and of rights, as it stands in dist/. */
class ElysiumDocumentTest {
    private static final Map<String, List<Map<String, Object>>> OBJECTS = new TreeMap<>();

    /** With the workloads that charts make of releases which carry them. */
    private static PolicyJudge withCarried;

    @BeforeAll
    static void read() {
        Compilation kyrion = Compiled.all().stream()
                .filter(compilation -> compilation.name().equals("kyrion"))
                .findFirst()
                .orElseThrow();
        withCarried = new PolicyJudge(kyrion);
        ClusterTree.of(kyrion).files().forEach((path, text) -> {
            for (Object document : path.endsWith(".yaml") ? new Yaml().loadAll(text) : List.of()) {
                Map<String, Object> object = map(document);
                String group = String.valueOf(object.get("apiVersion")).replaceAll("/.*", "");
                OBJECTS.computeIfAbsent(object.get("kind") + "." + group, kind -> new ArrayList<>())
                        .add(object);
            }
        });
    }

    private static List<Map<String, Object>> all(String kind) {
        return OBJECTS.getOrDefault(kind, List.of());
    }

    private static Map<String, Object> one(String kind, String name) {
        return all(kind).stream()
                .filter(object -> name.equals(at(object, "metadata", "name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " is called " + name));
    }

    private static Set<String> names(String kind) {
        var names = new TreeSet<String>();
        all(kind).forEach(object -> names.add(String.valueOf(at(object, "metadata", "name"))));
        return names;
    }

    /** "HelmRepository Inventory" and "Update Intervals", row by row; and somebody takes the charts that the row names. */
    @ParameterizedTest
    @CsvSource({
        "onechart, standard, https://chart.onechart.dev, 1h, onechart",
        "bitnami, oci, oci://registry-1.docker.io/bitnamicharts, 1h, mongodb postgresql",
        "sealed-secrets, standard, https://bitnami-labs.github.io/sealed-secrets, 24h, sealed-secrets",
        "cert-manager, standard, https://charts.jetstack.io, 24h, cert-manager",
        "traefik, standard, https://traefik.github.io/charts, 1h, traefik",
        "tailscale, standard, https://pkgs.tailscale.com/helmcharts, 1h, tailscale-operator",
        "kube-prometheus-stack, oci, oci://ghcr.io/prometheus-community/charts, 1h, kube-prometheus-stack",
        "grafana-charts, standard, https://grafana.github.io/helm-charts, 1h, loki tempo promtail",
        "elastic, standard, https://helm.elastic.co, 1h, elasticsearch kibana",
        "coder-v2, standard, https://helm.coder.com/v2, 30m, coder",
        "fission-charts, standard, https://fission.github.io/fission-charts, 30m, fission-all",
        "gha-runner-scale-set, oci, oci://ghcr.io/actions/actions-runner-controller-charts, 1h, gha-runner-scale-set",
        "capacitor, oci, oci://ghcr.io/gimlet-io/capacitor, 1h, capacitor",
        "intel, standard, https://intel.github.io/helm-charts, 1h, intel-device-plugins-operator",
        "rancher-charts, standard, https://releases.rancher.com/server-charts/latest, 1h, system-upgrade-controller",
        "go-skynet, standard, https://go-skynet.github.io/helm-charts, 1h, local-ai",
        "open-webui, standard, https://helm.openwebui.com, 1h, open-webui",
        "otwld, standard, https://otwld.github.io/ollama-helm, 1h, ollama"
    })
    void eachRepositoryIsOfItsTypeAtItsAddress(String name, String type, String url, String interval, String charts) {
        Map<String, Object> spec =
                map(one("HelmRepository.source.toolkit.fluxcd.io", name).get("spec"));
        assertThat(spec).containsEntry("url", url).containsEntry("interval", interval);
        assertThat(spec.getOrDefault("type", "standard")).isEqualTo(type);
        var taken = new TreeSet<String>();
        for (Map<String, Object> release : all("HelmRelease.helm.toolkit.fluxcd.io")) {
            if (name.equals(at(release, "spec", "chart", "spec", "sourceRef", "name"))) {
                taken.add(String.valueOf(at(release, "spec", "chart", "spec", "chart")));
            }
        }
        assertThat(taken).contains(charts.split(" "));
    }

    /** What {@code flux bootstrap} writes says {@code main}; the rest is patched onto it. */
    @Test
    void theRepositoryIsLookedAtEveryHourAndFailuresAreTriedAgainAfterFiveMinutes() {
        Map<String, Object> patch = all("Kustomization.kustomize.config.k8s.io").stream()
                .flatMap(object -> maps(object.get("patches")).stream())
                .filter(each -> "GitRepository".equals(at(each, "target", "kind")))
                .findFirst()
                .orElseThrow();
        assertThat(map(patch.get("target"))).containsEntry("name", "flux-system");
        assertThat(maps(new Yaml().load(String.valueOf(patch.get("patch")))))
                .containsExactly(Map.of("op", "replace", "path", "/spec/interval", "value", "1h"));
        assertThat(all("Kustomization.kustomize.toolkit.fluxcd.io"))
                .hasSizeGreaterThan(50)
                .allSatisfy(object -> assertThat(map(object.get("spec"))).containsEntry("retryInterval", "5m"));
    }

    /** The drawing "Dependency Chain". */
    @ParameterizedTest
    @CsvSource({
        "infra-controllers, ''",
        "infra-configs, infra-controllers",
        "apps, infra-configs",
        "monitoring-controllers, ''",
        "monitoring-configs, monitoring-controllers",
        "capacitor, ''"
    })
    void eachStageWaitsForTheOneAboveIt(String stage, String before) {
        var waits = new ArrayList<String>();
        maps(at(one("Kustomization.kustomize.toolkit.fluxcd.io", stage), "spec", "dependsOn"))
                .forEach(each -> waits.add(String.valueOf(each.get("name"))));
        assertThat(String.join(" ", waits)).isEqualTo(before);
    }

    @Test
    void imagesAreLookedForEveryTenMinutesAndTheWholeRepositoryIsEdited() {
        assertThat(all("ImageUpdateAutomation.image.toolkit.fluxcd.io"))
                .singleElement()
                .satisfies(bot -> {
                    assertThat(at(bot, "spec", "interval")).isEqualTo("10m");
                    assertThat(at(bot, "spec", "update")).isEqualTo(Map.of("path", "./", "strategy", "Setters"));
                    assertThat(at(bot, "spec", "git", "push", "branch")).isEqualTo("main");
                });
        assertThat(names("ImagePolicy.image.toolkit.fluxcd.io"))
                .isEqualTo(names("ImageRepository.image.toolkit.fluxcd.io"))
                .hasSizeGreaterThan(20);
        var rules = new TreeSet<String>();
        all("ImagePolicy.image.toolkit.fluxcd.io")
                .forEach(
                        policy -> rules.addAll(map(at(policy, "spec", "policy")).keySet()));
        assertThat(rules).containsExactly("alphabetical", "numerical", "semver");
    }

    @Test
    void valuesThatAreNotInGitComeFromTheTwoThatTheDocumentNames() {
        var sources = new LinkedHashSet<String>();
        for (Map<String, Object> object : all("Kustomization.kustomize.toolkit.fluxcd.io")) {
            for (Map<String, Object> source : maps(at(object, "spec", "postBuild", "substituteFrom"))) {
                sources.add(source.get("kind") + " " + source.get("name"));
            }
        }
        assertThat(sources).containsExactlyInAnyOrder("ConfigMap cluster-vars", "Secret cluster-secret-vars");
        assertThat(at(one("ConfigMap.v1", "cluster-vars"), "metadata", "namespace"))
                .isEqualTo("flux-system");
        assertThat(at(one("SealedSecret.bitnami.com", "cluster-secret-vars"), "metadata", "namespace"))
                .isEqualTo("flux-system");
        assertThat(all("Secret.v1")).isEmpty();
    }

    @Test
    void peopleComeInByTheTailnetAndTheInternetByTraefik() {
        assertThat(names("DNSConfig.tailscale.com")).containsExactly("ts-dns");
        assertThat(names("ProxyClass.tailscale.com")).containsExactly("ts-default-proxy-class");
        assertThat(at(
                        one("HelmRelease.helm.toolkit.fluxcd.io", "tailscale-operator"),
                        "spec",
                        "values",
                        "proxyConfig",
                        "defaultProxyClass"))
                .isEqualTo("ts-default-proxy-class");
        assertThat(all("Ingress.networking.k8s.io"))
                .hasSizeGreaterThan(15)
                .allSatisfy(ingress ->
                        assertThat(at(ingress, "spec", "ingressClassName")).isEqualTo("tailscale"));
        assertThat(all("IngressRoute.traefik.io")).isNotEmpty();
        assertThat(all("TLSOption.traefik.io")).isNotEmpty();
        assertThat(all("Certificate.cert-manager.io"))
                .isNotEmpty()
                .allSatisfy(certificate -> assertThat(names("ClusterIssuer.cert-manager.io"))
                        .contains(String.valueOf(at(certificate, "spec", "issuerRef", "name"))));
    }

    @Test
    void fourSetsOfRunnersStandBesideTheirController() {
        var sets = new TreeMap<String, Object>();
        for (Map<String, Object> release : all("HelmRelease.helm.toolkit.fluxcd.io")) {
            String chart = String.valueOf(at(release, "spec", "chart", "spec", "chart"));
            if (chart.startsWith("gha-runner-scale-set")) {
                Object name = at(release, "spec", "values", "runnerScaleSetName");
                sets.put(name == null ? "the controller" : name.toString(), at(release, "metadata", "namespace"));
            }
        }
        assertThat(sets)
                .isEqualTo(Map.of(
                        "coder", "arc-runners",
                        "copilot", "arc-runners",
                        "fission", "arc-runners",
                        "raiplaysoundrss", "arc-runners",
                        "the controller", "arc-system"));
    }

    @Test
    void rightsNameVerbsAndResourcesAndNoAppSharesItsAccount() {
        for (String kind : List.of("Role.rbac.authorization.k8s.io", "ClusterRole.rbac.authorization.k8s.io")) {
            assertThat(all(kind)).isNotEmpty();
            for (Map<String, Object> role : all(kind)) {
                for (Map<String, Object> rule : maps(role.get("rules"))) {
                    assertThat(rule.values())
                            .as("%s", role.get("metadata"))
                            .noneMatch(words -> words.equals(List.of("*")));
                }
            }
        }
        for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
            assertThat(all(kind + ".rbac.authorization.k8s.io"))
                    .noneMatch(binding -> "cluster-admin".equals(at(binding, "roleRef", "name")));
        }
        var holders = new TreeMap<String, Set<String>>();
        for (Map<String, Object> workload : withCarried.workloads().values()) {
            Object account = at(PolicyJudge.template(workload), "spec", "serviceAccountName");
            assertThat(account).as("%s", workload.get("metadata")).isNotNull().isNotEqualTo("default");
            holders.computeIfAbsent(PolicyJudge.namespace(workload) + "/" + account, name -> new TreeSet<>())
                    .add(String.valueOf(at(workload, "metadata", "labels", "app.kubernetes.io/instance")));
        }
        assertThat(holders).hasSizeGreaterThan(20);
        assertThat(holders.values()).allSatisfy(apps -> assertThat(apps).hasSize(1));
    }

    @Test
    void aPlanOfSystemUpgradeFollowsTheVersionOfK3s() {
        assertThat(all("Plan.upgrade.cattle.io")).hasSize(2).allSatisfy(plan -> {
            assertThat(PolicyJudge.namespace(plan)).isEqualTo("system-upgrade");
            assertThat(String.valueOf(at(plan, "spec", "version"))).matches("v1\\.33\\.[0-9]+\\+k3s[0-9]+");
        });
    }
}
