package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** CloudNativePG, and its plugin for Barman. */
final class PostgresKinds {
    private static final String GROUP = "postgresql.cnpg.io";
    private static final String BARMAN = "barmancloud.cnpg.io";
    private static final List<String> LOGIN = List.of(
            "username",
            "user",
            "password",
            "dbname",
            "host",
            "port",
            "pgpass",
            "uri",
            "jdbc-uri",
            "fqdn-uri",
            "fqdn-jdbc-uri");
    private static final List<String> PORT = List.of("postgres", "5432");

    private PostgresKinds() {}

    static List<Kind> kinds() {
        ReferenceField cluster = to(GROUP, "Cluster", "spec.cluster.name");
        return List.of(
                Usual.ready(GROUP, "Cluster", "Ready")
                        .precious()
                        .runsPods()
                        .names(ofCluster())
                        .names(Usual.keysBelow("spec"))
                        .names(PodFields.below("spec"))
                        .makes(PostgresKinds::cluster),
                Kind.of(GROUP, "Pooler")
                        .neverReports()
                        .runsPods()
                        .names(
                                cluster,
                                account("spec.serviceAccountName"),
                                secret("spec.pgbouncer.authQuerySecret.name"))
                        .names(PodFields.of("spec.template.spec"))
                        .makes(PostgresKinds::pooler),
                Kind.of(GROUP, "Database")
                        .readyWhen("has(status.applied) && status.applied")
                        .names(cluster),
                Kind.of(GROUP, "DatabaseRole")
                        .readyWhen("has(status.applied) && status.applied")
                        .names(cluster, secret("spec.passwordSecret.name")),
                Kind.of(GROUP, "Publication")
                        .readyWhen("has(status.applied) && status.applied")
                        .names(cluster),
                Kind.of(GROUP, "Subscription")
                        .readyWhen("has(status.applied) && status.applied")
                        .names(cluster),
                atOnce(GROUP, "ScheduledBackup").names(cluster),
                atOnce(GROUP, "Backup").names(cluster),
                atOnce(GROUP, "FailoverQuorum"),
                atOnce(GROUP, "ImageCatalog"),
                atOnce(GROUP, "ClusterImageCatalog").clusterScoped());
    }

    static List<Kind> barman() {
        return List.of(atOnce(BARMAN, "ObjectStore").names(Usual.keysBelow("spec")));
    }

    private static List<ReferenceField> ofCluster() {
        var fields = new ArrayList<ReferenceField>();
        for (String start : new String[] {"initdb", "recovery", "pg_basebackup"}) {
            // A Secret of the type basic-auth: the field has no key beside it.
            fields.add(secret("spec.bootstrap." + start + ".secret.name").withKey("key", "password"));
        }
        fields.add(to(GROUP, "Backup", "spec.bootstrap.recovery.backup.name"));
        String snapshots = "spec.bootstrap.recovery.volumeSnapshots.";
        for (String volume : new String[] {"storage", "walStorage"}) {
            fields.add(to("snapshot.storage.k8s.io", "VolumeSnapshot", snapshots + volume + ".name")
                    .orKindSaid());
            fields.add(storageClass("spec." + volume + ".storageClass"));
            fields.add(storageClass("spec." + volume + ".pvcTemplate.storageClassName"));
        }
        fields.add(storageClass("spec.tablespaces[].storage.storageClass"));
        fields.add(configMap("spec.bootstrap.initdb.**.configMapRefs[].name").withKey());
        fields.add(configMap("spec.monitoring.customQueriesConfigMap[].name").withKey());
        fields.add(secret("spec.superuserSecret.name"));
        fields.add(secret("spec.managed.roles[].passwordSecret.name"));
        for (String certificate : new String[] {"serverCA", "serverTLS", "clientCA", "replicationTLS"}) {
            fields.add(secret("spec.certificates." + certificate + "Secret"));
        }
        fields.add(to(GROUP, "ImageCatalog", "spec.imageCatalogRef.name").orKindSaid());
        String snapshotClass = "VolumeSnapshotClass";
        fields.add(to("snapshot.storage.k8s.io", snapshotClass, "spec.backup.volumeSnapshot.className"));
        fields.add(to("snapshot.storage.k8s.io", snapshotClass, "spec.backup.volumeSnapshot.walClassName"));
        fields.add(to(BARMAN, "ObjectStore", "spec.plugins[].parameters.barmanObjectName"));
        fields.add(to(BARMAN, "ObjectStore", "spec.externalClusters[].plugin.parameters.barmanObjectName"));
        return fields;
    }

    private static void cluster(KubernetesObject cluster, Made made) {
        String name = cluster.name();
        List<String> disabled = Usual.texts(cluster, "spec", "managed", "services", "disabledDefaultServices");
        for (String reach : new String[] {"rw", "ro", "r"}) {
            if (!disabled.contains(reach)) {
                made.service(name + "-" + reach, PORT);
            }
        }
        for (Mapping service : Usual.mappings(cluster, "spec", "managed", "services", "additional")) {
            Mapping template = service.mapping("serviceTemplate");
            Mapping metadata = template == null ? null : template.mapping("metadata");
            String additional = metadata == null ? null : metadata.text("name");
            if (additional != null) {
                made.service(additional, PORT);
            }
        }
        made.secret(name + "-ca", List.of("ca.crt", "ca.key"));
        made.secret(name + "-server", List.of("tls.crt", "tls.key"));
        made.secret(name + "-replication", List.of("tls.crt", "tls.key"));
        if (!hasOwnLogin(cluster)) {
            made.secret(name + "-app", LOGIN);
        }
        boolean superuser =
                Usual.text(cluster, "false", "spec", "enableSuperuserAccess").equals("true");
        if (superuser && Usual.at(cluster, "spec", "superuserSecret") == null) {
            made.secret(name + "-superuser", LOGIN);
        }
        made.object("", "ServiceAccount", cluster.namespace(), name);
    }

    /** Whether somebody else makes the Secret of the application's user. */
    private static boolean hasOwnLogin(KubernetesObject cluster) {
        for (String start : new String[] {"initdb", "recovery", "pg_basebackup"}) {
            if (Usual.at(cluster, "spec", "bootstrap", start, "secret", "name") != null) {
                return true;
            }
        }
        return Usual.text(cluster, "false", "spec", "replica", "enabled").equals("true");
    }

    private static void pooler(KubernetesObject pooler, Made made) {
        String name = Usual.text(pooler, pooler.name(), "spec", "serviceTemplate", "metadata", "name");
        made.service(name, List.of("pgbouncer", "5432"));
    }
}
