package infra.monitoring;

import espalier.Exposed;
import espalier.SecretKey;
import espalier.flux.HelmRelease;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Grafana's chart is told, wherever its values stand: in a release of its own, or below a key of a chart that brings it along. */
final class GrafanaValues {
    /** The folder of Grafana for dashboards of grafana.com, which is also the name of their provider. */
    private static final String PUBLISHED = "grafana-com";

    private final HelmRelease release;
    private final String[] at;
    private final List<Datasource> datasources = new ArrayList<>(1);
    private final List<Dashboard> dashboards = new ArrayList<>(1);

    /** @param at the keys below which the values stand */
    GrafanaValues(HelmRelease release, String... at) {
        this.release = release;
        this.at = at;
        release.node().whenComplete(this::showAll);
    }

    void show(Datasource datasource) {
        datasources.add(datasource);
    }

    void show(Dashboard dashboard) {
        dashboards.add(dashboard);
    }

    /** Sets {@code value} below the keys where Grafana's stand. */
    void value(Object value, String... keys) {
        release.configure(h -> h.value(value, at(keys)));
    }

    /** Keeps {@code size} on {@code storage}, lets {@code admin} log in with {@code password}, and knows its {@code page}, if it has one. */
    void begin(StorageClass storage, String size, SecretKey password, @Nullable Exposed page) {
        keep(storage, size);
        logIn(password);
        if (page != null) {
            value(page.url(), "grafana.ini", "server", "root_url");
        }
    }

    /** As {@code admin}; the sidecars log in as well, to say that something is new. */
    private void logIn(SecretKey password) {
        value(password.secret(), "admin", "existingSecret");
        value(password.key(), "admin", "passwordKey");
        value("admin", "env", "GF_SECURITY_ADMIN_USER");
        value("admin", "sidecar", "dashboards", "env", "REQ_USERNAME");
        value("admin", "sidecar", "datasources", "env", "REQ_USERNAME");
    }

    /** What people set on its pages, on {@code size} of {@code storage}. */
    private void keep(StorageClass storage, String size) {
        value(true, "persistence", "enabled");
        value(storage.name(), "persistence", "storageClassName");
        value(size, "persistence", "size");
        // One pod at a time can have the volume.
        value("Recreate", "deploymentStrategy", "type");
        // It would run as root, for what the volume's group does already.
        value(false, "initChownData", "enabled");
        value("128Mi", "resources", "requests", "memory");
        value("512Mi", "resources", "limits", "memory");
    }

    /** What it did for each page, by its own tracing. */
    void sendTraces(TraceSink sink) {
        value(sink.grpcAddress(), "grafana.ini", "tracing.opentelemetry.otlp", "address");
        value("w3c", "grafana.ini", "tracing.opentelemetry.otlp", "propagation");
    }

    private void showAll() {
        if (!datasources.isEmpty()) {
            var list = new Sequence();
            datasources.forEach(datasource -> list.add(datasource.datasource()));
            if (at.length > 0) {
                value(list, "additionalDataSources");
            } else {
                value(1, "datasources", "datasources.yaml", "apiVersion");
                value(list, "datasources", "datasources.yaml", "datasources");
            }
        }
        if (!dashboards.isEmpty()) {
            value(Sequence.of(provider()), "dashboardProviders", PUBLISHED + ".yaml", "providers");
            value(1, "dashboardProviders", PUBLISHED + ".yaml", "apiVersion");
            // The chart would take them from whoever says to be grafana.com.
            value("-sf", "defaultCurlOptions");
        }
        for (Dashboard dashboard : dashboards) {
            var published = Mapping.of("gnetId", dashboard.number())
                    .put("revision", dashboard.revision())
                    .put("datasource", "Prometheus");
            value(published, "dashboards", PUBLISHED, dashboard.id());
        }
    }

    private static Mapping provider() {
        return Mapping.of("name", PUBLISHED)
                .put("type", "file")
                .put("disableDeletion", true)
                .put("options", Mapping.of("path", "/var/lib/grafana/dashboards/" + PUBLISHED));
    }

    private String[] at(String... keys) {
        String[] path = Arrays.copyOf(at, at.length + keys.length);
        System.arraycopy(keys, 0, path, at.length, keys.length);
        return path;
    }
}
