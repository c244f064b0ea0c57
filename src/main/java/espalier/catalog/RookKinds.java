package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import java.time.Duration;
import java.util.List;

/** Rook's Ceph, and buckets that are asked for like volumes. */
final class RookKinds {
    private static final String GROUP = "ceph.rook.io";
    private static final String BUCKETS = "objectbucket.io";

    /** What stands in a Secret of Ceph's that a CSI driver is given. */
    private static final String READY = "has(status.phase) && status.phase == 'Ready'";

    /** One daemon after the other, and each disk is prepared. */
    private static final Duration FIRST_START = Duration.ofMinutes(20);

    private RookKinds() {}

    private static Kind ceph(String name) {
        return Kind.of(GROUP, name).readyWhen(READY);
    }

    static List<Kind> kinds() {
        ReferenceField token = secret("spec.security.kms.tokenSecretName");
        return List.of(
                ceph("CephCluster")
                        .precious()
                        .runsPods()
                        .readyWithin(FIRST_START)
                        .names(token)
                        .names(Usual.keysBelow("spec"))
                        .names(storageClass("spec.**.volumeClaimTemplate.spec.storageClassName"))
                        .names(storageClass("spec.**.volumeClaimTemplates[].spec.storageClassName"))
                        .makes(RookKinds::cluster),
                ceph("CephBlockPool").precious().names(secret("spec.mirroring.peers.secretNames[]")),
                ceph("CephBlockPoolRadosNamespace").names(to(GROUP, "CephBlockPool", "spec.blockPoolName")),
                ceph("CephFilesystem")
                        .precious()
                        .runsPods()
                        .names(to("scheduling.k8s.io", "PriorityClass", "spec.metadataServer.priorityClassName")),
                ceph("CephFilesystemSubVolumeGroup").names(to(GROUP, "CephFilesystem", "spec.filesystemName")),
                ceph("CephFilesystemMirror").runsPods(),
                ceph("CephRBDMirror").runsPods(),
                ceph("CephObjectStore")
                        .precious()
                        .runsPods()
                        .names(
                                token,
                                secret("spec.gateway.sslCertificateRef"),
                                secret("spec.gateway.caBundleRef"),
                                to("scheduling.k8s.io", "PriorityClass", "spec.gateway.priorityClassName"),
                                to(GROUP, "CephObjectZone", "spec.zone.name"))
                        .names(Usual.keysBelow("spec"))
                        .makes((store, made) -> made.service("rook-ceph-rgw-" + store.name(), null)),
                ceph("CephObjectStoreUser")
                        .names(to(GROUP, "CephObjectStore", "spec.store"))
                        .names(Usual.keysBelow("spec"))
                        .makes(RookKinds::user),
                ceph("CephObjectRealm"),
                ceph("CephObjectZoneGroup").names(to(GROUP, "CephObjectRealm", "spec.realm")),
                ceph("CephObjectZone").names(to(GROUP, "CephObjectZoneGroup", "spec.zoneGroup")),
                ceph("CephClient").makes(RookKinds::client),
                ceph("CephNFS")
                        .plural("cephnfses")
                        .runsPods()
                        .names(
                                configMap("spec.security.kerberos.configFiles.volumeSource.configMap.name"),
                                secret("spec.security.kerberos.keytabFile.volumeSource.secret.secretName")),
                ceph("CephCOSIDriver"),
                ceph("CephBucketTopic")
                        .names(to(GROUP, "CephObjectStore", "spec.objectStoreName"))
                        .names(Usual.keysBelow("spec")),
                atOnce(GROUP, "CephBucketNotification").names(to(GROUP, "CephBucketTopic", "spec.topic")));
    }

    private static void cluster(KubernetesObject cluster, Made made) {
        for (String driver : new String[] {"rbd", "cephfs"}) {
            made.secret("rook-csi-" + driver + "-provisioner", null);
            made.secret("rook-csi-" + driver + "-node", null);
        }
        made.secret("rook-ceph-mon", List.of("ceph-secret", "ceph-username", "fsid", "mon-secret"));
        made.secret("rook-ceph-dashboard-password", List.of("password"));
        made.configMap("rook-ceph-mon-endpoints", null);
        made.service("rook-ceph-mgr", null);
        made.service("rook-ceph-mgr-dashboard", null);
        made.service("rook-ceph-exporter", null);
    }

    private static void user(KubernetesObject user, Made made) {
        String store = Usual.text(user, "", "spec", "store");
        made.secret(
                "rook-ceph-object-user-" + store + "-" + user.name(), List.of("AccessKey", "SecretKey", "Endpoint"));
    }

    private static void client(KubernetesObject client, Made made) {
        made.secret(Usual.text(client, "rook-ceph-client-" + client.name(), "spec", "secretName"), null);
    }

    static List<Kind> buckets() {
        return List.of(
                Kind.of(BUCKETS, "ObjectBucketClaim")
                        .precious()
                        .readyWhen("has(status.phase) && status.phase == 'Bound'")
                        .names(storageClass("spec.storageClassName"))
                        .makes(RookKinds::bucket),
                atOnce(BUCKETS, "ObjectBucket").clusterScoped());
    }

    private static void bucket(KubernetesObject claim, Made made) {
        made.secret(claim.name(), List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        made.configMap(
                claim.name(),
                List.of("BUCKET_HOST", "BUCKET_NAME", "BUCKET_PORT", "BUCKET_REGION", "BUCKET_SUBREGION"));
    }

    /** The operator of the drivers alone. */
    static List<Kind> drivers() {
        String group = "csi.ceph.io";
        return List.of(
                atOnce(group, "OperatorConfig"),
                atOnce(group, "Driver").runsPods(),
                atOnce(group, "CephConnection"),
                atOnce(group, "ClientProfile").names(to(group, "CephConnection", "spec.cephConnectionRef.name")),
                atOnce(group, "ClientProfileMapping"));
    }
}
