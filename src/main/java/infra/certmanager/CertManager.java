package infra.certmanager;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** cert-manager: gets certificates, and renews them before they expire. */
public final class CertManager extends Component implements Measured {
    private static final PublishedChart CHART = PublishedChart.of("cert-manager", "v1.18.2")
            .repository("jetstack", "https://charts.jetstack.io")
            .registry("oci://quay.io/jetstack/charts")
            .every(Duration.ofHours(24));

    private final Scope inside;
    private final HelmRelease release;

    /** cert-manager in a namespace of its own. */
    public CertManager(Scope scope, String id) {
        super(scope, id);
        var namespace = new Namespace(this, "namespace", n -> n.named(id));
        inside = in(namespace);
        release = new HelmRelease(
                inside,
                "controller",
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.named("cert-manager")
                        .bringsCrds("cert-manager.io")
                        .bringsCrds("acme.cert-manager.io")
                        .webhookFor("cert-manager.io")
                        // The chart makes its CRDs from templates, which Helm upgrades like everything else.
                        .value(true, "crds", "enabled")
                        .value(true, "crds", "keep"));
    }

    /**
     * Certificates of Let's Encrypt for names in Cloudflare, proven by DNS, so that they can be for {@code *.DOMAIN} and for
     * hosts that nobody reaches from the internet.
     *
     * @param token a Cloudflare API token that may edit the zone, in cert-manager's namespace
     */
    public Issuer letsEncrypt(SecretKey token) {
        return letsEncrypt(this, token);
    }

    /**
     * As {@link #letsEncrypt(SecretKey)}, in {@code scope}: apart from cert-manager, where the token comes from something that stands
     * later than that.
     */
    public Issuer letsEncrypt(Scope scope, SecretKey token) {
        return letsEncrypt(scope, token, null);
    }

    /**
     * As {@link #letsEncrypt(Scope, SecretKey)}, with an address to which Let's Encrypt writes where something is wrong with the account.
     *
     * @param email null for none, which Let's Encrypt takes as well
     */
    public Issuer letsEncrypt(Scope scope, SecretKey token, @Nullable Text email) {
        release.configure(h -> h.internet("Let's Encrypt gives the certificates, and Cloudflare holds the proof"));
        return new Issuer(scope, "letsencrypt", token, email);
    }

    /** Among them when each certificate expires. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(h -> h.makes("monitoring.coreos.com", "ServiceMonitor")
                .value(true, "prometheus", "servicemonitor", "enabled"));
    }

    /** Where its Secrets must stand for an issuer of the whole cluster to find them. */
    public Scope namespace() {
        return inside;
    }
}
