package infra.externalsecrets;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.tree.Mapping;

/** The External Secrets operator: makes Secrets of what stands in a vault, and keeps them as it is there. */
public final class ExternalSecrets extends Component {
    static final String API = "external-secrets.io/v1";

    private static final PublishedChart CHART = PublishedChart.of("external-secrets", "2.9.0")
            .repository("external-secrets", "https://charts.external-secrets.io")
            .registry("oci://ghcr.io/external-secrets/charts");

    private final Namespace namespace;

    /** The operator in a namespace of its own. */
    public ExternalSecrets(Scope scope, String id) {
        super(scope, id);
        namespace = new Namespace(this, "namespace", n -> n.named(id));
        new HelmRelease(
                in(namespace),
                "operator",
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> h.named("external-secrets")
                        .bringsCrds("external-secrets.io")
                        .bringsCrds("generators.external-secrets.io")
                        .webhookFor("external-secrets.io")
                        .internet("vaults are out there")
                        .value(limit("512Mi"), "resources")
                        .value(limit("256Mi"), "webhook", "resources")
                        .value(limit("256Mi"), "certController", "resources"));
    }

    private static Mapping limit(String memory) {
        return Mapping.of("limits", Mapping.of("memory", memory));
    }

    /**
     * What a project of Doppler holds, for all namespaces.
     *
     * @param token what to bring as the key that opens it, in words
     */
    public Doppler doppler(String id, String token) {
        return new Doppler(this, id, namespace, token);
    }
}
