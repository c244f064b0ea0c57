package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import espalier.tree.Mapping;
import java.util.List;

/** Operators of stores: MongoDB, Elasticsearch, MinIO. */
final class DataKinds {
    private static final String ELASTIC = "elasticsearch.k8s.elastic.co";

    private DataKinds() {}

    static List<Kind> mongo() {
        return List.of(Kind.of("mongodbcommunity.mongodb.com", "MongoDBCommunity")
                .plural("mongodbcommunity")
                .precious()
                .runsPods()
                .readyWhen("has(status.phase) && status.phase == 'Running'")
                .names(
                        secret("spec.users[].passwordSecretRef.name").withKey("key", "password"),
                        secret("spec.security.tls.certificateKeySecretRef.name"),
                        secret("spec.security.tls.caCertificateSecretRef.name"),
                        configMap("spec.security.tls.caConfigMapRef.name"),
                        secret("spec.prometheus.passwordSecretRef.name").withKey("key", "password"))
                .names(PodFields.below("spec.statefulSet"))
                .names(storageClass("spec.statefulSet.**.volumeClaimTemplates[].spec.storageClassName"))
                .makes(DataKinds::mongo));
    }

    private static void mongo(KubernetesObject database, Made made) {
        made.service(database.name() + "-svc", null);
        for (Mapping user : Usual.mappings(database, "spec", "users")) {
            String usual = database.name() + "-" + user.text("db") + "-" + user.text("name");
            String said = user.text("connectionStringSecretName");
            made.secret(
                    said == null ? usual : said,
                    List.of("connectionString.standard", "connectionString.standardSrv", "username", "password"));
        }
    }

    static List<Kind> elastic() {
        return List.of(Kind.of(ELASTIC, "Elasticsearch")
                .plural("elasticsearches")
                .precious()
                .runsPods()
                .readyWhen("has(status.phase) && status.phase == 'Ready'")
                .names(stack())
                .names(
                        secret("spec.auth.fileRealm[].secretName"),
                        secret("spec.auth.roles[].secretName"),
                        secret("spec.transport.tls.certificate.secretName"),
                        storageClass("spec.nodeSets[].volumeClaimTemplates[].spec.storageClassName"))
                .names(PodFields.below("spec"))
                .makes(DataKinds::elasticsearch));
    }

    static List<Kind> kibana() {
        return List.of(Kind.of("kibana.k8s.elastic.co", "Kibana")
                .runsPods()
                .readyWhen("has(status.health) && status.health == 'green'")
                .names(stack())
                .names(to(ELASTIC, "Elasticsearch", "spec.elasticsearchRef.name")
                        .inAnyNamespace())
                .names(PodFields.below("spec"))
                .makes((kibana, made) -> made.service(kibana.name() + "-kb-http", List.of("5601", "http", "https"))));
    }

    private static List<ReferenceField> stack() {
        return List.of(
                secret("spec.secureSettings[].secretName"),
                secret("spec.http.tls.certificate.secretName"),
                account("spec.serviceAccountName"));
    }

    private static void elasticsearch(KubernetesObject cluster, Made made) {
        String name = cluster.name() + "-es-";
        made.service(name + "http", List.of("9200", "http", "https"));
        made.service(name + "internal-http", null);
        made.service(name + "transport", List.of("9300", "tls-transport"));
        made.secret(name + "elastic-user", List.of("elastic"));
        made.secret(name + "http-certs-public", List.of("tls.crt", "ca.crt"));
        made.secret(name + "http-certs-internal", List.of("tls.crt", "tls.key", "ca.crt"));
    }

    static List<Kind> minio() {
        return List.of(Kind.of("minio.min.io", "Tenant")
                .precious()
                .runsPods()
                .readyWhen("has(status.currentState) && status.currentState == 'Initialized'")
                .names(
                        secret("spec.configuration.name"),
                        secret("spec.users[].name"),
                        secret("spec.imagePullSecret.name"),
                        secret("spec.externalCertSecret[].name"),
                        secret("spec.externalCaCertSecret[].name"),
                        secret("spec.externalClientCertSecret.name"),
                        storageClass("spec.pools[].volumeClaimTemplate.spec.storageClassName"))
                .names(PodFields.below("spec"))
                .makes(DataKinds::tenant));
    }

    private static void tenant(KubernetesObject tenant, Made made) {
        made.service("minio", null);
        made.service(tenant.name() + "-hl", null);
        made.service(tenant.name() + "-console", null);
    }
}
