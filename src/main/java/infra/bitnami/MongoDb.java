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
import espalier.kubernetes.Connection;
import espalier.kubernetes.StorageClass;
import espalier.tree.Sequence;

/** A MongoDB server by Bitnami's chart, with one database, whose user may do all in it. */
public final class MongoDb extends Component {
    private static final String ROOT_PASSWORD = "mongodb-root-password";
    private static final String PASSWORDS = "mongodb-passwords";
    private static final String PORT = "mongodb";

    private static final PublishedChart CHART = BitnamiCharts.chart("mongodb", "17.0.2");

    private final String database;
    private final SecretKey password;
    private final ServicePort port;

    /** A server that keeps the database {@code database} on {@code size} of {@code storage}; its user has the same name. */
    public MongoDb(Scope scope, String id, String database, StorageClass storage, String size) {
        super(scope, id);
        this.database = database;
        var credentials = new BootstrapSecret(
                this, "credentials", s -> s.password(ROOT_PASSWORD).password(PASSWORDS));
        password = credentials.key(PASSWORDS);
        String name = node().objectName();
        var release = new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> BitnamiCharts.legacyImages(h, "mongodb")
                        .bringsService(name, PORT, 27017)
                        .podLabel("app.kubernetes.io/instance", name)
                        .keeps("the database " + database)
                        .value(name, "fullnameOverride")
                        .value("standalone", "architecture")
                        // A Deployment would start the new pod before the old one has let go of the files.
                        .value(true, "useStatefulSet")
                        .value(credentials.name(), "auth", "existingSecret")
                        .value(Sequence.of(database), "auth", "usernames")
                        .value(Sequence.of(database), "auth", "databases")
                        .value(storage.name(), "persistence", "storageClass")
                        .value(size, "persistence", "size")
                        .value("100m", "resources", "requests", "cpu")
                        .value("256Mi", "resources", "requests", "memory")
                        .value("1Gi", "resources", "limits", "memory")
                        .value(false, "serviceAccount", "automountServiceAccountToken")
                        // It lets everybody in, beside what a cluster that isolates its apps allows.
                        .value(false, "networkPolicy", "enabled"));
        port = release.service(name, PORT);
    }

    /** Gives a container the variable {@code variable} with the address of the database, user and password in it. */
    public Connection as(String variable) {
        return reader -> reader.env(
                variable, Text.of("mongodb://", database, ":", password, "@", port.address(), "/", database));
    }
}
