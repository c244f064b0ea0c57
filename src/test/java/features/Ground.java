package features;

import espalier.Answer;
import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Manifests;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A cluster with whatever a test makes it run on, and installs there. */
final class Ground extends Cluster {
    /** A line of K3s that Flux 2.7 runs on. */
    static final String K3S = "v1.33.4+k3s1";

    /** The flags that leave the network to another one. */
    static final String[] BARE = {
        "--flannel-backend=none", "--disable-network-policy", "--disable-kube-proxy", "--disable=servicelb"
    };

    final Stage infrastructure;
    final Stage apps;

    private Ground(Fleet fleet, String name, boolean definitions, Consumer<Ground> build) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        infrastructure = new Stage(this, "infrastructure");
        apps = new Stage(this, "apps", s -> s.after(infrastructure));
        if (definitions) {
            Elsewhere.definitions(this, "cilium.io", "metallb.io", "deviceplugin.intel.com");
            external().namespace("metallb-system", "a test");
        }
        build.accept(this);
    }

    /** A cluster that {@code build} makes. */
    static Compilation with(Consumer<Ground> build) {
        return Compiled.cluster((fleet, name) -> new Ground(fleet, name, true, build));
    }

    /** A cluster that {@code build} makes, with nothing but what it makes. */
    static Compilation bare(Consumer<Ground> build) {
        return Compiled.cluster((fleet, name) -> new Ground(fleet, name, false, build));
    }

    /** The ids of what was found, but for stages that a test leaves empty. */
    static String rules(Compilation compilation) {
        return compilation.findings().stream()
                .map(finding -> finding.rule().id())
                .filter(id -> !id.equals("empty-stage"))
                .collect(Collectors.joining(" "));
    }

    /** What was found, for people, without the lines of the test, which move with every edit. */
    static String findings(Compilation compilation) {
        return compilation.findings().stream()
                .filter(finding -> !finding.rule().id().equals("empty-stage"))
                .map(finding -> finding.toString().replaceAll("\\.java:\\d+", ".java:N"))
                .collect(Collectors.joining("\n\n"));
    }

    /** Installs a chart into kube-system. */
    HelmRelease chart(String name, Consumer<HelmReleaseSettings> configure) {
        var component = new Component(infrastructure.in(NamespaceHandle.KUBE_SYSTEM), name) {};
        var charts = new HelmRepository(component, "charts", "https://charts.example.com", r -> {});
        return new HelmRelease(component, "release", charts.chart(name, "1.0.0"), CrdOwner.RELEASE, h -> {
            h.named(name);
            configure.accept(h);
        });
    }

    /** Answers a question of the platform. */
    void says(Answer answer) {
        platform(answer);
    }

    /** Objects of a YAML file in the folder of this package's resources. */
    Manifests yaml(String file) {
        return new Manifests(apps, file.replace(".yaml", ""), "a test", Resource.of("platform/" + file));
    }
}
