package espalier.catalog;

import espalier.Kind;
import java.util.List;

/** Which constant table knows the kinds of which group. A table is made when the first of its kinds is asked for. */
final class Families {
    /** All groups that are known, by family. */
    static final List<String> GROUPS = List.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "scheduling.k8s.io",
            "node.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "certificates.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "rbac.authorization.k8s.io",
            "networking.k8s.io",
            "storage.k8s.io",
            "snapshot.storage.k8s.io",
            "groupsnapshot.storage.k8s.io",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "source.toolkit.fluxcd.io",
            "source.extensions.fluxcd.io",
            "kustomize.toolkit.fluxcd.io",
            "helm.toolkit.fluxcd.io",
            "notification.toolkit.fluxcd.io",
            "image.toolkit.fluxcd.io",
            "fluxcd.controlplane.io",
            "helm.cattle.io",
            "gateway.networking.k8s.io",
            "gateway.networking.x-k8s.io",
            "gateway.envoyproxy.io",
            "cert-manager.io",
            "acme.cert-manager.io",
            "trust.cert-manager.io",
            "cilium.io",
            "traefik.io",
            "tailscale.com",
            "externaldns.k8s.io",
            "external-secrets.io",
            "generators.external-secrets.io",
            "bitnami.com",
            "onepassword.com",
            "talos.dev",
            "volsync.backube",
            "velero.io",
            "postgresql.cnpg.io",
            "barmancloud.cnpg.io",
            "mongodbcommunity.mongodb.com",
            "elasticsearch.k8s.elastic.co",
            "kibana.k8s.elastic.co",
            "minio.min.io",
            "ceph.rook.io",
            "csi.ceph.io",
            "objectbucket.io",
            "longhorn.io",
            "openebs.io",
            "keda.sh",
            "actions.github.com",
            "upgrade.cattle.io",
            "monitoring.coreos.com",
            "grafana.integreatly.org",
            "monitoring.grafana.com",
            "opentelemetry.io",
            "jaegertracing.io",
            "nfd.k8s-sigs.io",
            "nvidia.com",
            "deviceplugin.intel.com",
            "fission.io");

    private Families() {}

    /** The kinds of {@code group} that are known; none for a group that is not. */
    static List<Kind> of(String group) {
        return switch (group) {
            case "" -> CoreKinds.kinds();
            case "apps" -> WorkloadKinds.apps();
            case "batch" -> WorkloadKinds.batch();
            case "autoscaling" -> CoreKinds.autoscaling();
            case "policy" -> CoreKinds.policy();
            case "scheduling.k8s.io" -> CoreKinds.scheduling();
            case "node.k8s.io" -> CoreKinds.node();
            case "coordination.k8s.io" -> CoreKinds.coordination();
            case "discovery.k8s.io" -> CoreKinds.discovery();
            case "events.k8s.io" -> CoreKinds.events();
            case "certificates.k8s.io" -> CoreKinds.certificates();
            case "flowcontrol.apiserver.k8s.io" -> CoreKinds.flowControl();
            case "rbac.authorization.k8s.io" -> RbacKinds.kinds();
            case "networking.k8s.io" -> NetworkingKinds.kinds();
            case "storage.k8s.io" -> StorageKinds.storage();
            case "snapshot.storage.k8s.io" -> StorageKinds.snapshots();
            case "groupsnapshot.storage.k8s.io" -> StorageKinds.groupSnapshots();
            case "admissionregistration.k8s.io" -> AdmissionKinds.admission();
            case "apiextensions.k8s.io" -> AdmissionKinds.definitions();
            case "apiregistration.k8s.io" -> AdmissionKinds.registration();
            case "helm.cattle.io" -> ChartKinds.k3s();
            default ->
                group.endsWith("fluxcd.io") || group.endsWith("fluxcd.controlplane.io")
                        ? flux(group)
                        : operators(group);
        };
    }

    private static List<Kind> flux(String group) {
        return switch (group) {
            case "source.toolkit.fluxcd.io" -> FluxKinds.sources();
            case "source.extensions.fluxcd.io" -> FluxKinds.sourceExtensions();
            case "kustomize.toolkit.fluxcd.io" -> FluxKinds.kustomize();
            case "helm.toolkit.fluxcd.io" -> ChartKinds.flux();
            case "notification.toolkit.fluxcd.io" -> FluxKinds.notifications();
            case "image.toolkit.fluxcd.io" -> FluxKinds.images();
            case "fluxcd.controlplane.io" -> FluxKinds.operator();
            default -> List.of();
        };
    }

    private static List<Kind> operators(String group) {
        return switch (group) {
            case "gateway.networking.k8s.io" -> GatewayKinds.kinds();
            case "gateway.networking.x-k8s.io" -> GatewayKinds.experimental();
            case "gateway.envoyproxy.io" -> GatewayKinds.envoy();
            case "cert-manager.io" -> CertManagerKinds.kinds();
            case "acme.cert-manager.io" -> CertManagerKinds.acme();
            case "trust.cert-manager.io" -> CertManagerKinds.trust();
            case "cilium.io" -> CiliumKinds.kinds();
            case "traefik.io" -> TraefikKinds.kinds();
            case "tailscale.com" -> TailscaleKinds.kinds();
            case "externaldns.k8s.io" -> MachineKinds.dns();
            case "external-secrets.io" -> SecretKinds.external();
            case "generators.external-secrets.io" -> SecretKinds.generators();
            case "bitnami.com" -> SecretKinds.sealed();
            case "onepassword.com" -> SecretKinds.onePassword();
            case "talos.dev" -> SecretKinds.talos();
            case "volsync.backube" -> BackupKinds.volsync();
            case "velero.io" -> BackupKinds.velero();
            case "postgresql.cnpg.io" -> PostgresKinds.kinds();
            case "barmancloud.cnpg.io" -> PostgresKinds.barman();
            case "mongodbcommunity.mongodb.com" -> DataKinds.mongo();
            case "elasticsearch.k8s.elastic.co" -> DataKinds.elastic();
            case "kibana.k8s.elastic.co" -> DataKinds.kibana();
            case "minio.min.io" -> DataKinds.minio();
            case "ceph.rook.io" -> RookKinds.kinds();
            case "csi.ceph.io" -> RookKinds.drivers();
            case "objectbucket.io" -> RookKinds.buckets();
            case "longhorn.io" -> DiskKinds.longhorn();
            case "openebs.io" -> DiskKinds.openEbs();
            case "keda.sh" -> ScalingKinds.keda();
            case "actions.github.com" -> ScalingKinds.runners();
            case "upgrade.cattle.io" -> ScalingKinds.upgrades();
            case "monitoring.coreos.com" -> MonitoringKinds.prometheus();
            case "grafana.integreatly.org" -> MonitoringKinds.grafana();
            case "monitoring.grafana.com" -> MonitoringKinds.agents();
            case "opentelemetry.io" -> MonitoringKinds.telemetry();
            case "jaegertracing.io" -> MonitoringKinds.jaeger();
            case "nfd.k8s-sigs.io" -> MachineKinds.features();
            case "nvidia.com" -> MachineKinds.nvidia();
            case "deviceplugin.intel.com" -> MachineKinds.intel();
            case "fission.io" -> MachineKinds.fission();
            default -> List.of();
        };
    }
}
