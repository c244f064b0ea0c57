package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.bitnami.PostgresChart;
import java.util.function.Consumer;

/**
 * Coder: workspaces to develop in, as pods of its own namespace, made from templates.
 *
 * <p>Templates are Terraform, and no objects of Kubernetes: {@code coder templates push NAME --directory coder/templates/NAME} brings
 * one to Coder, which keeps all its versions. The chart gives its ServiceAccount a Role for pods, claims and Deployments of the
 * namespace, for the workspaces.
 *
 * <p>Where the cluster isolates the namespace, a workspace reaches Coder and the internet by the label {@code
 * app.kubernetes.io/part-of: coder}, which Coder's own pods have and the pods of upstream's templates: a template that leaves it out
 * makes workspaces that reach nothing.
 */
public final class Coder extends Component {
    private static final PublishedChart CHART =
            PublishedChart.of("coder", "2.33.9").repository("coder-v2", "https://helm.coder.com/v2");

    /** Coder, with what it knows in {@code database}. */
    public Coder(Scope scope, String id, PostgresChart database, Consumer<CoderSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new CoderSettings(this), configure);
        var env = new Sequence();
        env.add(Mapping.of("name", "PG_PASSWORD")
                .put(
                        "valueFrom",
                        Mapping.of(
                                "secretKeyRef",
                                Mapping.of("name", database.password().secret())
                                        .put("key", database.password().key()))));
        env.add(variable(
                "CODER_PG_CONNECTION_URL",
                Text.of(
                        "postgres://",
                        database.name(),
                        ":$(PG_PASSWORD)@",
                        database.port().address(),
                        "/",
                        database.name(),
                        "?sslmode=disable")));
        env.add(variable("CODER_TELEMETRY_ENABLE", Text.of("false")));
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.bringsService("coder", "http", 80)
                        .podLabel("app.kubernetes.io/part-of", "coder")
                        .apiServer("it makes the pods of workspaces")
                        .internet("templates fetch providers of Terraform, and workspaces find each other")
                        .value("ClusterIP", "coder", "service", "type")
                        .value(true, "coder", "serviceAccount", "workspacePerms")
                        .value("500m", "coder", "resources", "requests", "cpu")
                        .value("512Mi", "coder", "resources", "requests", "memory")
                        .value("2Gi", "coder", "resources", "limits", "memory"));
        Exposed exposed = settings.expose(this, release.service("coder", "http"));
        if (exposed != null) {
            env.add(variable("CODER_ACCESS_URL", exposed.url()));
        }
        release.configure(h -> h.value((Value) env, "coder", "env"));
    }

    private static Mapping variable(String name, Text value) {
        return Mapping.of("name", name).put("value", value);
    }

    /** What can be set on Coder. */
    public static final class CoderSettings extends ExposedSettings<CoderSettings> {
        private CoderSettings(Coder coder) {
            super(coder.node());
        }

        @Override
        protected CoderSettings self() {
            return this;
        }
    }
}
