package infra;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gateway.GatewayApi;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * external-dns: writes the names of what can be reached into the domain's DNS at Cloudflare, and takes away again what is gone.
 *
 * <p>Beside each name it keeps a TXT record that says which cluster the name belongs to, so that two clusters can share a domain,
 * and neither takes away what the other one wrote.
 */
public final class ExternalDns extends Component {
    private static final PublishedChart CHART = PublishedChart.of("external-dns", "1.21.1")
            .repository("external-dns", "https://kubernetes-sigs.github.io/external-dns")
            // The project publishes no artifact; home-operations mirrors its chart for those who want one.
            .registry("oci://ghcr.io/home-operations/charts-mirror");

    private static final String GROUP = "externaldns.k8s.io";
    private static final String TOKEN = "api-token";

    /** Its definition by itself, for what comes before external-dns; of the version of the program that the chart runs. */
    public static Definitions definitions(Scope scope, String id) {
        return new Definitions(
                scope, id, "https://github.com/kubernetes-sigs/external-dns", "v0.21.0", "config/crd/standard", GROUP);
    }

    /** external-dns for the hosts of {@code domain}, in the namespace of {@code scope}. */
    public ExternalDns(Scope scope, String id, String domain, Consumer<DnsSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new DnsSettings(node()), configure);
        SecretKey token = new BootstrapSecret(
                        this,
                        "cloudflare",
                        s -> s.named("cloudflare").given(TOKEN, "a Cloudflare API token that may edit DNS of the zone"))
                .key(TOKEN);
        new HelmRelease(this, "controller", CHART, settings.crds(), h -> {
            h.named("external-dns")
                    .internet("Cloudflare holds the zone")
                    .value("cloudflare", "provider", "name")
                    .value(Sequence.of(variable(token)), "env")
                    .value(settings.list(), "sources")
                    .value("sync", "policy")
                    .value(node().cluster().name(), "txtOwnerId")
                    .value("k8s.%{record_type}-", "txtPrefix")
                    .value(Sequence.of(domain), "domainFilters")
                    .value(true, "triggerLoopOnEvent")
                    .value("50m", "resources", "requests", "cpu")
                    .value("256Mi", "resources", "limits", "memory");
            settings.definitions(h);
            settings.arguments(h);
        });
    }

    private static Mapping variable(SecretKey token) {
        var reference = Mapping.of("name", token.secret()).put("key", token.key());
        return Mapping.of("name", "CF_API_TOKEN").put("valueFrom", Mapping.of("secretKeyRef", reference));
    }

    /** Which objects tell it of names; none by itself. */
    public static final class DnsSettings extends Settings {
        private final Set<String> sources = new LinkedHashSet<>();
        private @Nullable GatewayApi gatewayApi;
        private @Nullable Definitions definitions;

        private DnsSettings(Node node) {
            super(node);
        }

        /** Services that say a name by annotation. */
        public DnsSettings services() {
            return add("service");
        }

        /** Hosts of HTTPRoutes, each for the addresses of its gateway. */
        public DnsSettings routes(GatewayApi definitions) {
            gatewayApi = definitions;
            return add("gateway-httproute");
        }

        /** Hosts of Ingresses, each for the addresses of its controller. */
        public DnsSettings ingresses() {
            return add("ingress");
        }

        /** DNSEndpoints, which say a record as it is. */
        public DnsSettings records() {
            return add("crd");
        }

        /** As {@link #records()}, whose {@link ExternalDns#definitions} are there already. */
        public DnsSettings records(Definitions definitions) {
            this.definitions = definitions;
            return records();
        }

        private CrdOwner crds() {
            return definitions == null ? CrdOwner.RELEASE : CrdOwner.ELSEWHERE;
        }

        private void definitions(HelmReleaseSettings release) {
            if (definitions == null) {
                release.bringsCrd(GROUP, "DNSEndpoint");
            } else {
                release.needs(definitions.definitions());
            }
        }

        private DnsSettings add(String source) {
            if (!sources.add(source)) {
                reportTwice("the source " + source, source, source);
            }
            return this;
        }

        private Sequence list() {
            var list = new Sequence();
            sources.forEach(list::add);
            return list;
        }

        private void arguments(HelmReleaseSettings chart) {
            if (gatewayApi != null) {
                chart.needs(gatewayApi.definitions());
            }
        }
    }
}
