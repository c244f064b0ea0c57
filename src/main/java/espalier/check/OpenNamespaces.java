package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The namespaces in which a chart, an operator or the distribution may make pods and Services that no object tells of. */
public final class OpenNamespaces {
    private static final FieldPath TARGET_NAMESPACE = FieldPath.of("spec", "targetNamespace");

    /** Of these groups no object makes pods or Services that it does not say; of any other, one may. */
    private static final Set<String> CLOSED_GROUPS = Set.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "networking.k8s.io",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "snapshot.storage.k8s.io",
            "apiextensions.k8s.io",
            "cert-manager.io",
            "cilium.io",
            "external-secrets.io",
            "bitnami.com",
            "onepassword.com",
            "keda.sh",
            "volsync.backube",
            "traefik.io",
            "kustomize.toolkit.fluxcd.io",
            "source.toolkit.fluxcd.io",
            "notification.toolkit.fluxcd.io",
            "image.toolkit.fluxcd.io");

    private static final Set<String> CLOSED_KINDS =
            Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule", "Probe", "ScrapeConfig");

    private final Set<String> open = new HashSet<>();
    private final Set<String> all = new LinkedHashSet<>();

    private OpenNamespaces() {}

    public static OpenNamespaces of(ObjectGraph graph) {
        var namespaces = new OpenNamespaces();
        String last = "";
        for (KubernetesObject object : graph.objects()) {
            if (!object.namespace().equals(last)) {
                last = object.namespace();
                namespaces.all.add(last);
            }
            if (!CLOSED_GROUPS.contains(object.identity().group())) {
                namespaces.add(object);
            }
        }
        for (KubernetesObject namespace : graph.ofKind("Namespace")) {
            namespaces.all.add(namespace.name());
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            namespaces.all.add(identity.kind().equals("Namespace") ? identity.name() : identity.namespace());
        }
        namespaces.all.remove("");
        return namespaces;
    }

    private void add(KubernetesObject object) {
        String group = object.identity().group();
        String kind = object.kind();
        if (object.isCarrier()) {
            return; // all that it makes is in the graph
        } else if (group.equals("helm.toolkit.fluxcd.io")) {
            open.add(target(object));
            all.add(target(object));
        } else if (!CLOSED_KINDS.contains(kind) && (!group.startsWith("gateway.") || kind.equals("Gateway"))) {
            // Some controllers of the Gateway API make pods and a Service beside each Gateway.
            open.add(object.namespace());
        }
    }

    /** The namespaces in which anything stands, as far as the objects tell. */
    public Set<String> all() {
        return all;
    }

    /** Where a HelmRelease installs its chart. */
    public static String target(KubernetesObject release) {
        Value target = TARGET_NAMESPACE.in(release.body());
        return target instanceof Leaf leaf ? leaf.text() : release.namespace();
    }

    public boolean contains(String namespace) {
        boolean everywhere = namespace.equals("default") || namespace.startsWith("kube-");
        return open.contains(namespace) || everywhere || namespace.equals("flux-system");
    }
}
