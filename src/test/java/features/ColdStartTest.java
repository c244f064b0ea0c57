package features;

import static features.Ground.BARE;
import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;
import espalier.platform.Capability;
import espalier.platform.K3s;
import espalier.platform.Talos;
import espalier.report.ClusterPage;
import infra.OnePassword;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A cluster can be made from nothing, with Flux as the first that must be able to run. */
class ColdStartTest extends GroundCases {
    ColdStartTest() {
        super("cold-start");
    }

    private static Manifests early(Ground c, String file) {
        return new Manifests(c.infrastructure, "early", "a test", Resource.of("platform/" + file));
    }

    private static void cilium(Ground c) {
        c.chart(
                "cilium",
                h -> h.value(true, "kubeProxyReplacement")
                        .value(true, "l2announcements", "enabled")
                        .value("kubernetes", "ipam", "mode"));
    }

    private void claims() {
        is("a claim that waits for a pod of a later stage", "never-starts", c -> {
            new K3s(c, K3S);
            early(c, "cache.yaml");
            c.yaml("reads-cache.yaml");
        });
        is("the same by a class of the cluster's own", "never-starts", c -> {
            new Manifests(c.infrastructure, "classes", "a test", Resource.of("platform/local-class.yaml"));
            early(c, "cache-hostpath.yaml");
            c.yaml("reads-cache.yaml");
        });
        is("a claim that is bound at once", "", c -> {
            early(c, "cache.yaml");
            c.yaml("reads-cache.yaml");
        });
        is("a claim in a stage that does not wait", "", c -> {
            new K3s(c, K3S);
            Stage loose = new Stage(c, "loose", s -> s.waitForComponents(false));
            new Manifests(loose, "early", "a test", Resource.of("platform/cache.yaml"));
            c.yaml("reads-cache.yaml");
        });
        is("a claim that a chart of a later stage is told of", "never-starts", c -> {
            new K3s(c, K3S);
            Stage first = new Stage(c, "first");
            new Manifests(first, "early", "a test", Resource.of("platform/cache-of-system.yaml"));
            c.chart("jellyfin", h -> h.value("cache", "persistence", "existingClaim"));
            c.patch(
                    c.infrastructure,
                    "a test",
                    p -> p.kind("Kustomization").name("infrastructure").merge("spec: {dependsOn: [{name: first}]}"));
        });
        is("a claim for nobody", "claim-unused", c -> {
            new K3s(c, K3S);
            early(c, "cache.yaml");
        });
    }

    private void dependencies() {
        is(
                "a dependency on nobody",
                "dependency-missing",
                c -> c.patch(
                        new ConfigMap(c.apps, "late", m -> m.value("a", "b")),
                        "a test",
                        p -> p.kind("Kustomization").merge("spec: {dependsOn: [{name: databases}]}")));
        is("two that a patch lets wait for each other", "never-starts", c -> {
            for (String[] pair : new String[][] {{"left", "right"}, {"right", "left"}}) {
                c.patch(
                        new ConfigMap(c.apps, pair[0], m -> m.value("a", "b")),
                        "a test",
                        p -> p.kind("Kustomization").merge("spec: {dependsOn: [{name: apps-" + pair[1] + "}]}"));
            }
        });
        is("a stage that waits for one that does not", "waits-for-nothing", c -> {
            Stage loose = new Stage(c, "loose", s -> s.waitForComponents(false));
            new ConfigMap(loose, "early", m -> m.value("a", "b"));
            new ConfigMap(new Stage(c, "later", s -> s.after(loose)), "late", m -> m.value("a", "b"));
        });
    }

    private void flux() {
        is("a CNI that Flux is to bring, and so the bootstrap does", "", c -> {
            new K3s(c, K3S, k -> k.flags(BARE));
            cilium(c);
        });
        is("a CNI with a Secret that only Flux can bring", "never-starts", c -> {
            new Talos(c, "1.10.6", t -> t.withoutCni().withoutKubeProxy());
            var mesh = new Component(c.infrastructure.in(NamespaceHandle.KUBE_SYSTEM), "mesh") {};
            var key = new OnePassword(c.infrastructure, "onepassword", "home")
                    .item("mesh")
                    .secretFor(mesh, "key");
            c.chart(
                    "cilium",
                    h -> h.value(true, "kubeProxyReplacement")
                            .value("kubernetes", "ipam", "mode")
                            .value(key, "clustermesh", "key"));
        });
        is("addresses from a pool of a later stage", "never-starts", c -> {
            new K3s(c, K3S, k -> k.flags(BARE).has(Capability.CNI, "by hand").has(Capability.SERVICE_PROXY, "by hand"));
            early(c, "balanced.yaml");
            c.yaml("pool.yaml");
        });
        is("something encrypted, and no key", "decryption-key", c -> c.yaml("encrypted.yaml"));
        is("something encrypted, and the key", "", c -> {
            c.external().secret(NamespaceHandle.FLUX_SYSTEM, "sops-age", "made by hand", "age.agekey");
            c.yaml("encrypted.yaml");
        });
    }

    @Override
    void all() {
        claims();
        dependencies();
        flux();
    }

    /** A cluster whose git server runs in the cluster. */
    private static final class Inside extends Cluster {
        Inside(Fleet fleet, String name) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33")
                            .flux("2.7.5")
                            .git("http://gitea.default.svc.cluster.local:3000/team/clusters", "main"));
            new Manifests(new Stage(this, "apps"), "git", "a test", Resource.of("platform/gitea.yaml"));
        }
    }

    @Test
    void fluxCannotBringTheServerThatItReadsFrom() {
        String findings = Ground.findings(Compiled.cluster(Inside::new));
        assertThat(findings)
                .contains("error[never-starts]")
                .contains("Flux runs only when apps-git is ready: its repository is served by Service default/gitea")
                .contains("apps begins only when Flux runs");
    }

    @Test
    void thePageSaysWhatComesBeforeFluxAndInWhichWavesTheRestDoes() {
        var compilation = Ground.with(c -> {
            var k3s = new K3s(c, K3S, k -> k.flags(BARE));
            cilium(c);
            var crds = new ConfigMap(c.infrastructure, "gateway-api", m -> m.value("stands", "for definitions"));
            k3s.beforeFlux(crds, "Cilium looks for the Gateway API when it starts");
            new OnePassword(c.infrastructure, "onepassword", "home");
            new ConfigMap(c.apps, "late", m -> m.value("a", "b"));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        String page = ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
        Snapshots.verify(
                "platform/before-flux.md", page.substring(page.indexOf("## Before Flux"), page.indexOf("```mermaid")));
    }
}
