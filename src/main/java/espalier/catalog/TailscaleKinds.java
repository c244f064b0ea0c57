package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import java.util.List;

/** The Tailscale operator. */
final class TailscaleKinds {
    private static final String GROUP = "tailscale.com";

    private TailscaleKinds() {}

    static List<Kind> kinds() {
        ReferenceField proxyClass = to(GROUP, "ProxyClass", "spec.proxyClass").in(Reach.CLUSTER);
        return List.of(
                Usual.ready(GROUP, "Connector", "ConnectorReady")
                        .clusterScoped()
                        .names(proxyClass),
                Usual.ready(GROUP, "ProxyGroup", "ProxyGroupReady")
                        .clusterScoped()
                        .names(proxyClass),
                Usual.ready(GROUP, "ProxyClass", "ProxyClassReady")
                        .clusterScoped()
                        .names(secret("spec.statefulSet.pod.imagePullSecrets[].name")
                                .in(Reach.OPERATOR_NAMESPACE)),
                Usual.ready(GROUP, "DNSConfig", "NameserverReady").clusterScoped(),
                Usual.ready(GROUP, "Recorder", "RecorderReady")
                        .clusterScoped()
                        .names(secret("spec.storage.s3.credentials.secret.name").in(Reach.OPERATOR_NAMESPACE)),
                Usual.ready(GROUP, "Tailnet", "TailnetReady")
                        .clusterScoped()
                        .names(secret("spec.credentials.secretName").in(Reach.OPERATOR_NAMESPACE)),
                Kind.of(GROUP, "PeerRelay").clusterScoped().names(proxyClass),
                atOnce(GROUP, "ProxyGroupPolicy"));
    }

    /** How a Service or an Ingress that Tailscale serves chooses its proxies. */
    static List<ReferenceField> onServices() {
        return List.of(
                to(GROUP, "ProxyClass", "metadata.labels[tailscale.com/proxy-class]"),
                to(GROUP, "ProxyGroup", "metadata.annotations[tailscale.com/proxy-group]"));
    }
}
