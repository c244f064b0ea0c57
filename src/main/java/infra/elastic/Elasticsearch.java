package infra.elastic;

import espalier.Component;
import espalier.Flow;
import espalier.Node;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CronJob;
import espalier.kubernetes.SecretFile;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Elasticsearch with one server: finds words in whatever is written to it, such as logs and traces.
 *
 * <p>From the last chart that Elastic made before its operator took the chart's place, with values as elastic/helm-charts has them
 * at 8.5.1. Clients speak HTTPS with a certificate of an authority that the chart makes and only its own namespace can read, so
 * that they stand there. The chart makes that certificate once, for 365 days: before they are over, delete the Secret {@code
 * ID-certs} and let Flux upgrade the release by force, which makes another.
 */
public final class Elasticsearch extends Component {
    /** It writes documents under names that end in the day, of which old ones are deleted as a whole. */
    private static final String IMAGE = "docker.elastic.co/elasticsearch/elasticsearch:8.5.1";

    private static final String USER = "elastic";

    private final BootstrapSecret login;
    private final HelmRelease release;
    private final ServicePort port;

    /** A server that keeps what it is given on {@code size} of {@code storage}. */
    public Elasticsearch(
            Scope scope, String id, StorageClass storage, String size, Consumer<ElasticSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new ElasticSettings(node()), configure);
        login = new BootstrapSecret(
                this, "login", s -> s.text("username", Text.of(USER)).password("password"));
        release = new HelmRelease(
                this,
                PublishedChart.of("elasticsearch", "8.5.1").repository("elastic", "https://helm.elastic.co"),
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id, "http", 9200)
                        .bringsSecret(id + "-certs", "tls.crt", "tls.key", "ca.crt")
                        .keeps("logs and traces for " + settings.kept().toDays() + " days")
                        // It looks for its peers first, and then reads all that it has.
                        .timeout(Duration.ofMinutes(10))
                        .value(id, "fullnameOverride")
                        .value(1, "replicas")
                        .value(1, "minimumMasterNodes")
                        // One server never has the second copies that it makes room for, and calls that yellow.
                        .value("wait_for_status=yellow&timeout=1s", "clusterHealthCheckParams")
                        // Otherwise a privileged container would change a setting of the machine.
                        .value(false, "sysctlInitContainer", "enabled")
                        .value(
                                "node.store.allow_mmap: false\ningest.geoip.downloader.enabled: false\n",
                                "esConfig",
                                "elasticsearch.yml")
                        .value("-Xms512m -Xmx512m", "esJavaOpts")
                        // The chart would choose another password at each upgrade, which the server does not take over.
                        .value(false, "secret", "enabled")
                        .value(Sequence.of(variable("ELASTIC_PASSWORD", password())), "extraEnvs")
                        .value(false, "rbac", "automountToken")
                        .value(storage.name(), "volumeClaimTemplate", "storageClassName")
                        .value(size, "volumeClaimTemplate", "resources", "requests", "storage")
                        .value("100m", "resources", "requests", "cpu")
                        .value("1Gi", "resources", "requests", "memory")
                        .value("1", "resources", "limits", "cpu")
                        .value("1280Mi", "resources", "limits", "memory")
                        .value(false, "tests", "enabled"));
        port = release.service(id, "http");
        expire(settings.kept());
        node().awaits(Flow.ANYTHING);
    }

    /** By names, which is all that a chart of one script can do, and enough for names that end in the day. */
    private void expire(Duration kept) {
        new CronJob(
                this,
                "expire",
                "30 4 * * *",
                j -> j.runAs(1000, 1000)
                        .container(
                                "expire",
                                IMAGE,
                                c -> c.env("ELASTICSEARCH_URL", url())
                                        .env("ELASTICSEARCH_USER", user())
                                        .env("ELASTICSEARCH_PASSWORD", password())
                                        .env("KEEP_DAYS", Long.toString(kept.toDays()))
                                        .script(Resource.of("infra/elastic/expire.sh"))
                                        .mountReadOnly(certificate(), "/certs")
                                        .memory("32Mi", "128Mi")));
    }

    static Mapping variable(String name, SecretKey key) {
        var reference = Mapping.of("name", key.secret()).put("key", key.key());
        return Mapping.of("name", name).put("valueFrom", Mapping.of("secretKeyRef", reference));
    }

    /** {@code https://HOST:PORT}. */
    public Text url() {
        return Text.of("https://", port.address());
    }

    /** Who may do everything. */
    public SecretKey user() {
        return login.key("username");
    }

    /** The password of {@link #user}. */
    public SecretKey password() {
        return login.key("password");
    }

    /** A file {@code ca.crt}, by which clients of its namespace know that they talk to it. */
    public Volume certificate() {
        // Not its key, which is for the server alone.
        return new SecretFile("elasticsearch-certificate", certificates(), Text.of("ca.crt"));
    }

    /** The Secret with its certificate, and that of the authority. */
    public Text certificates() {
        return release.brought("", "Secret", node().id() + "-certs");
    }

    /** The Secret with its user and password. */
    Text login() {
        return login.name();
    }

    /** What can be set on an Elasticsearch. */
    public static final class ElasticSettings extends Settings {
        private final Setting<Duration> retention = setting("retention");

        private ElasticSettings(Node node) {
            super(node);
        }

        /** For how many whole days it keeps what is written under names that end in a day; default 7. */
        public ElasticSettings retention(Duration retention) {
            this.retention.set(retention);
            return this;
        }

        private Duration kept() {
            return retention.or(Duration.ofDays(7));
        }
    }
}
