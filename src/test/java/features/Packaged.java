package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Layout;
import espalier.NamespaceHandle;
import espalier.Policy;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.flux.Charts;
import espalier.kubernetes.Namespace;
import infra.apptemplate.AppTemplate;
import java.util.function.BiConsumer;

/** A cluster whose workloads are releases of {@code app-template}, with whatever a test makes it run in the namespace media. */
final class Packaged extends Cluster {
    private static final String BECAUSE = "a test";

    private final Namespace media;

    Packaged(Fleet fleet, String name, BiConsumer<Packaged, Scope> apps, Policy... policies) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .layout(Layout.namespaces())
                        .policies(policies));
        platform(Charts.OWN_OCI, new AppTemplate().annotation("reloader.stakater.com/auto", "true"));
        media = new Namespace(this, "media");
        NamespaceHandle network = external().namespace("network", BECAUSE);
        external().namespaced(network, "gateway.networking.k8s.io", "Gateway", "envoy-internal", BECAUSE);
        external().kinds("gateway.networking.k8s.io", BECAUSE);
        external().clusterScoped("networking.k8s.io", "IngressClass", "nginx", BECAUSE);
        external().clusterScoped("node.k8s.io", "RuntimeClass", "nvidia", BECAUSE);
        external().clusterScoped("storage.k8s.io", "StorageClass", "fast", BECAUSE);
        external().clusterScoped("scheduling.k8s.io", "PriorityClass", "important", BECAUSE);
        apps.accept(this, in(media));
    }

    /** The cluster {@code test} with what {@code apps} makes. */
    static Compilation with(BiConsumer<Packaged, Scope> apps, Policy... policies) {
        return Compiled.cluster((fleet, name) -> new Packaged(fleet, name, apps, policies));
    }

    /** The namespace of the apps. */
    NamespaceHandle media() {
        return media;
    }

    /** Leaves {@code component} as it is. */
    void leave(Component component) {
        unpackaged(component, BECAUSE);
    }
}
