package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.SecretDeclaration.Alphabet;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.StorageClass;
import infra.bitnami.PostgresChart;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Apache Airflow: workflows written in Python, whose steps run as pods of their own.
 *
 * <p>Its chart would migrate the database and make the first user after it waited for what waits for them, so that a first install
 * would never end: both run beside the rest. A Job cannot be changed, so each is gone some minutes after it has done its work, before
 * anybody upgrades; an upgrade makes both anew, and Flux must not take their absence for drift.
 */
public final class Airflow extends Component {
    private static final PublishedChart CHART =
            PublishedChart.of("airflow", "1.15.0").repository("apache-airflow", "https://airflow.apache.org");

    private static final String NOT_DRIFT = "helm.toolkit.fluxcd.io/driftDetection";

    /** Airflow, with what it knows in {@code database}, and workflows and logs on {@code storage}. */
    public Airflow(
            Scope scope, String id, PostgresChart database, StorageClass storage, Consumer<AirflowSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new AirflowSettings(this), configure);
        var sessions = new BootstrapSecret(
                this, "webserver-secret-key", s -> s.random("webserver-secret-key", 32, Alphabet.HEXADECIMAL));
        // The chart's own is called admin, and its password as well.
        var admin = new BootstrapSecret(this, "admin", s -> s.password("password"));
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id + "-webserver", "airflow-ui", 8080)
                        .podLabel("release", id)
                        .apiServer("each step of a workflow is a pod that the scheduler makes")
                        .internet("workflows fetch data from wherever it is")
                        .timeout(Duration.ofMinutes(15))
                        .value("KubernetesExecutor", "executor")
                        .value(database.name(), "data", "metadataConnection", "user")
                        .value(database.password(), "data", "metadataConnection", "pass")
                        .value(database.port().host(), "data", "metadataConnection", "host")
                        .value(database.port().port(), "data", "metadataConnection", "port")
                        .value(database.name(), "data", "metadataConnection", "db")
                        .value("disable", "data", "metadataConnection", "sslmode")
                        .value(sessions.name(), "webserverSecretKeySecretName")
                        .value(admin.key("password"), "webserver", "defaultUser", "password")
                        .value(false, "postgresql", "enabled")
                        .value(false, "redis", "enabled")
                        .value(false, "createUserJob", "useHelmHooks")
                        .value(false, "createUserJob", "applyCustomEnv")
                        .value(300, "createUserJob", "ttlSecondsAfterFinished")
                        .value("disabled", "createUserJob", "jobAnnotations", NOT_DRIFT)
                        .value(false, "migrateDatabaseJob", "useHelmHooks")
                        .value(false, "migrateDatabaseJob", "applyCustomEnv")
                        .value(300, "migrateDatabaseJob", "ttlSecondsAfterFinished")
                        .value("disabled", "migrateDatabaseJob", "jobAnnotations", NOT_DRIFT)
                        .value(true, "dags", "persistence", "enabled")
                        .value(storage.name(), "dags", "persistence", "storageClassName")
                        .value("5Gi", "dags", "persistence", "size")
                        .value(storage.name(), "triggerer", "persistence", "storageClassName")
                        .value("200m", "scheduler", "resources", "requests", "cpu")
                        .value("2Gi", "scheduler", "resources", "limits", "memory")
                        .value("100m", "webserver", "resources", "requests", "cpu")
                        .value("2Gi", "webserver", "resources", "limits", "memory")
                        .value("1Gi", "triggerer", "resources", "limits", "memory")
                        .value("128Mi", "statsd", "resources", "limits", "memory"));
        settings.expose(this, release.service(id + "-webserver", "airflow-ui"));
    }

    /** What can be set on Airflow. */
    public static final class AirflowSettings extends ExposedSettings<AirflowSettings> {
        private AirflowSettings(Airflow airflow) {
            super(airflow.node());
        }

        @Override
        protected AirflowSettings self() {
            return this;
        }
    }
}
