package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.keysBelow;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's operator, Grafana's, OpenTelemetry's and Jaeger's. */
final class MonitoringKinds {
    private static final String PROMETHEUS = "monitoring.coreos.com";
    private static final String GRAFANA = "grafana.integreatly.org";
    private static final String TELEMETRY = "opentelemetry.io";

    private MonitoringKinds() {}

    static List<Kind> prometheus() {
        return List.of(
                atOnce(PROMETHEUS, "ServiceMonitor").names(keysBelow("spec")),
                atOnce(PROMETHEUS, "PodMonitor").names(keysBelow("spec")),
                atOnce(PROMETHEUS, "Probe").names(keysBelow("spec")),
                atOnce(PROMETHEUS, "ScrapeConfig").names(keysBelow("spec")),
                atOnce(PROMETHEUS, "PrometheusRule"),
                atOnce(PROMETHEUS, "AlertmanagerConfig").names(keysBelow("spec")),
                server("Prometheus")
                        .names(service("spec.alerting.alertmanagers[].name")
                                .inAnyNamespace()
                                .withPort())
                        .makes((object, made) -> made.service("prometheus-operated", null)),
                server("PrometheusAgent").makes((object, made) -> made.service("prometheus-agent-operated", null)),
                server("Alertmanager")
                        .names(
                                secret("spec.configSecret"),
                                to(PROMETHEUS, "AlertmanagerConfig", "spec.alertmanagerConfiguration.name"))
                        .makes((object, made) -> made.service("alertmanager-operated", null)),
                server("ThanosRuler").makes((object, made) -> made.service("thanos-ruler-operated", null)));
    }

    /** A server whose pods the operator makes: it is given many things by name, and offers itself by a Service. */
    private static Kind server(String name) {
        Kind server = Usual.ready(PROMETHEUS, name, "Available")
                .runsPods()
                .names(keysBelow("spec"))
                .names(PodFields.below("spec"))
                .names(storageClass("spec.storage.volumeClaimTemplate.spec.storageClassName"));
        return name.equals("ThanosRuler")
                ? server
                : server.names(secret("spec.secrets[]"), configMap("spec.configMaps[]"));
    }

    static List<Kind> grafana() {
        var kinds = new ArrayList<Kind>();
        for (String part : List.of(
                "GrafanaAlertRuleGroup",
                "GrafanaContactPoint",
                "GrafanaDashboard",
                "GrafanaDatasource",
                "GrafanaFolder",
                "GrafanaLibraryPanel",
                "GrafanaManifest",
                "GrafanaMuteTiming",
                "GrafanaNotificationPolicy",
                "GrafanaNotificationPolicyRoute",
                "GrafanaNotificationTemplate",
                "GrafanaServiceAccount")) {
            Kind kind = Kind.of(GRAFANA, part).names(keysBelow("spec"));
            boolean inFolder = part.equals("GrafanaDashboard")
                    || part.equals("GrafanaAlertRuleGroup")
                    || part.equals("GrafanaLibraryPanel");
            kinds.add(inFolder ? kind.names(to(GRAFANA, "GrafanaFolder", "spec.folderRef")) : kind);
        }
        kinds.add(Kind.of(GRAFANA, "Grafana")
                .runsPods()
                .names(keysBelow("spec"))
                .names(PodFields.below("spec"))
                .makes((grafana, made) -> made.service(grafana.name() + "-service", null)));
        return kinds;
    }

    static List<Kind> agents() {
        String group = "monitoring.grafana.com";
        var kinds = new ArrayList<Kind>();
        for (String name : List.of("GrafanaAgent", "Integration", "LogsInstance", "MetricsInstance", "PodLogs")) {
            Kind kind = atOnce(group, name).names(keysBelow("spec"));
            kinds.add(name.equals("PodLogs") ? kind.plural("podlogs") : kind);
        }
        return kinds;
    }

    static List<Kind> telemetry() {
        return List.of(
                Kind.of(TELEMETRY, "OpenTelemetryCollector")
                        .neverReports()
                        .runsPods()
                        .names(
                                account("spec.serviceAccount"),
                                configMap("spec.configmaps[].name"),
                                to("scheduling.k8s.io", "PriorityClass", "spec.priorityClassName"))
                        .names(PodFields.below("spec"))
                        .makes(MonitoringKinds::collector),
                atOnce(TELEMETRY, "Instrumentation").names(PodFields.below("spec")),
                Kind.of(TELEMETRY, "OpAMPBridge").neverReports().runsPods().names(PodFields.below("spec")),
                Kind.of(TELEMETRY, "TargetAllocator").neverReports().runsPods().names(PodFields.below("spec")));
    }

    private static void collector(KubernetesObject collector, Made made) {
        String name = collector.name() + "-collector";
        made.service(name, TelemetryPorts.of(collector));
        made.service(name + "-headless", null);
        made.service(name + "-monitoring", null);
        made.object("", "ServiceAccount", collector.namespace(), name);
    }

    static List<Kind> jaeger() {
        return List.of(Kind.of("jaegertracing.io", "Jaeger")
                .readyWhen("has(status.phase) && status.phase == 'Running'")
                .runsPods()
                .names(secret("spec.storage.secretName"), account("spec.serviceAccount"))
                .names(PodFields.below("spec"))
                .makes(MonitoringKinds::jaeger));
    }

    private static void jaeger(KubernetesObject jaeger, Made made) {
        for (String part : new String[] {"-query", "-collector", "-collector-headless", "-agent"}) {
            made.service(jaeger.name() + part, null);
        }
    }
}
