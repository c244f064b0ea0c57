package infra.elastic;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Kibana: the page on which people search what an {@link Elasticsearch} of the same namespace has.
 *
 * <p>From Elastic's last chart of it, with values as elastic/helm-charts has them at 8.5.1. A Job of the chart asks Elasticsearch for
 * a token before every install and upgrade, and makes a Secret of it that must not be there yet.
 */
public final class Kibana extends Component {
    private final HelmRelease release;

    /** The page of {@code elasticsearch}; people log in with its user. */
    public Kibana(Scope scope, String id, Elasticsearch elasticsearch, Consumer<KibanaSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new KibanaSettings(this), configure);
        release = new HelmRelease(
                this,
                PublishedChart.of("kibana", "8.5.1").repository("elastic", "https://helm.elastic.co"),
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id, "http", 5601)
                        // Its Job can do nothing before Elasticsearch answers, and then it builds its pages.
                        .timeout(Duration.ofMinutes(10))
                        .value(id, "fullnameOverride")
                        .value(elasticsearch.url(), "elasticsearchHosts")
                        .value(elasticsearch.certificates(), "elasticsearchCertificateSecret")
                        .value(elasticsearch.login(), "elasticsearchCredentialSecret")
                        .value(false, "automountToken")
                        .value("100m", "resources", "requests", "cpu")
                        .value("512Mi", "resources", "requests", "memory")
                        .value("1", "resources", "limits", "cpu")
                        .value("2Gi", "resources", "limits", "memory"));
        elasticsearch.node().flow("answers", node());
        settings.expose(this, page());
    }

    /** Its web interface. */
    public ServicePort page() {
        return release.service(node().id(), "http");
    }

    /** What can be set on Kibana. */
    public static final class KibanaSettings extends ExposedSettings<KibanaSettings> {
        private KibanaSettings(Kibana kibana) {
            super(kibana.node());
        }

        @Override
        protected KibanaSettings self() {
            return this;
        }
    }
}
