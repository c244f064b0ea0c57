package infra.externalsecrets;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.tree.Mapping;
import infra.Definitions;
import org.jspecify.annotations.Nullable;

/** The External Secrets operator: makes Secrets of what stands in a vault, and keeps them as it is there. */
public final class ExternalSecrets extends Component {
    static final String API = "external-secrets.io/v1";
    private static final String GROUP = "external-secrets.io";
    private static final String GENERATORS = "generators.external-secrets.io";

    private static final String VERSION = "2.9.0";

    private static final PublishedChart CHART = PublishedChart.of("external-secrets", VERSION)
            .repository("external-secrets", "https://charts.external-secrets.io")
            .registry("oci://ghcr.io/external-secrets/charts");

    private final Namespace namespace;

    /** Its definitions by themselves, for what comes before the operator. */
    public static Definitions definitions(Scope scope, String id) {
        return new Definitions(
                scope,
                id,
                "https://github.com/external-secrets/external-secrets",
                "v" + VERSION,
                "config/crds/bases",
                GROUP,
                GENERATORS);
    }

    /** The operator with its definitions, in a namespace of its own. */
    public ExternalSecrets(Scope scope, String id) {
        this(scope, id, null);
    }

    /** The operator in a namespace of its own, where its {@link #definitions} are there already; null where they are not. */
    public ExternalSecrets(Scope scope, String id, @Nullable Definitions definitions) {
        super(scope, id);
        namespace = new Namespace(this, "namespace", n -> n.named(id));
        new HelmRelease(
                in(namespace),
                "operator",
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> {
                    if (definitions == null) {
                        h.bringsCrds(GROUP).bringsCrds(GENERATORS);
                    } else {
                        h.needs(definitions.definitions()).value(false, "installCRDs");
                    }
                    h.named("external-secrets")
                            .webhookFor(GROUP)
                            .internet("vaults are out there")
                            .value(limit("512Mi"), "resources")
                            .value(limit("256Mi"), "webhook", "resources")
                            .value(limit("256Mi"), "certController", "resources");
                });
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
