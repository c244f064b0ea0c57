package infra.sealedsecrets;

import espalier.Component;
import espalier.Scope;
import espalier.SecretDeclaration;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.SecretSource;
import espalier.sealed.SealedSecret;
import espalier.tree.Mapping;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import java.time.Duration;

/**
 * Sealed Secrets: what apps declare stands in git encrypted for this cluster alone, and its controller, which alone has the key,
 * makes the Secrets of it. Values are sealed with {@code espalier seal}, into files below {@code src/main/resources/}.
 *
 * <p>The controller makes a new key every 30 days and opens what was sealed with the older ones as well: a backup of its keys is
 * as old as the newest of them.
 */
public final class SealedSecrets extends Component implements SecretSource, Measured {
    private static final PublishedChart CHART = PublishedChart.of("sealed-secrets", "2.18.4")
            .repository("sealed-secrets", "https://bitnami-labs.github.io/sealed-secrets")
            .every(Duration.ofHours(24));

    private final Scope inside;
    private final HelmRelease release;

    /** The controller, in the namespace {@code sealed-secrets-system}. */
    public SealedSecrets(Scope scope, String id) {
        super(scope, id);
        var namespace = new Namespace(this, "namespace", n -> n.named("sealed-secrets-system"));
        inside = in(namespace);
        release = new HelmRelease(
                inside,
                "controller",
                CHART,
                CrdOwner.RELEASE,
                // Its Service is called so, too, by which `espalier seal --fetch` finds it.
                h -> h.named("sealed-secrets")
                        .bringsCrds("bitnami.com")
                        .bringsService("sealed-secrets", "http", 8080)
                        .apiServer("it reads what is sealed and writes Secrets")
                        .value(Mapping.of("memory", "64Mi"), "resources", "requests")
                        .value(Mapping.of("memory", "256Mi"), "resources", "limits"));
    }

    /** Among them what it could not open. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(h ->
                h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "metrics", "serviceMonitor", "enabled"));
    }

    /** Where its keys stand, and nothing else should. */
    public Scope namespace() {
        return inside;
    }

    @Override
    public void provide(Component secret, SecretDeclaration declaration) {
        new SealedSecret(secret, declaration);
    }
}
