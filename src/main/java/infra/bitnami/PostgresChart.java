package infra.bitnami;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;

/** A PostgreSQL server by Bitnami's chart, with one database for one app, which the chart makes at its first start. */
public final class PostgresChart extends Component {
    private static final PublishedChart CHART = BitnamiCharts.chart("postgresql", "16.7.27");

    private final String name;
    private final SecretKey password;
    private final ServicePort port;

    /**
     * A server with a database and a user called {@code name}.
     *
     * @param size how much it keeps, as {@code 10Gi}
     */
    public PostgresChart(Scope scope, String id, String name, StorageClass storage, String size) {
        super(scope, id);
        this.name = name;
        var credentials = new BootstrapSecret(
                this, "credentials", s -> s.password("password").password("postgres-password"));
        password = credentials.key("password");
        String service = id + "-postgresql";
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> BitnamiCharts.legacyImages(h, "postgresql")
                        .bringsService(service, "tcp-postgresql", 5432)
                        .podLabel("app.kubernetes.io/instance", id)
                        .value(name, "auth", "username")
                        .value(name, "auth", "database")
                        .value(credentials.name(), "auth", "existingSecret")
                        .value(storage.name(), "primary", "persistence", "storageClass")
                        .value(size, "primary", "persistence", "size")
                        // Its own policy would let everybody in.
                        .value(false, "primary", "networkPolicy", "enabled")
                        .value(
                                Mapping.of("requests", Mapping.of("cpu", "100m").put("memory", "256Mi"))
                                        .put("limits", Mapping.of("memory", "1Gi")),
                                "primary",
                                "resources"));
        port = release.service(service, "tcp-postgresql");
    }

    /** Where clients connect. */
    public ServicePort port() {
        return port;
    }

    /** What database and user are called. */
    public Text name() {
        return Text.of(name);
    }

    /** The user's password. */
    public SecretKey password() {
        return password;
    }
}
