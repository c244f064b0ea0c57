package infra.velero;

import espalier.Component;
import espalier.Identity;
import espalier.Origin;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.platform.AddressRange;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Bucket;
import infra.Minio;
import infra.NfsMount;
import infra.S3;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.monitoring.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Velero: copies of the cluster's objects, and of what is on its volumes, in buckets.
 *
 * <p>Volumes are read as files, by an agent on each node, while pods use them: that works for disks of Longhorn as for NFS, and
 * needs neither a snapshot controller nor a class of snapshots, which K3s does not bring. A database that is backed up so comes
 * back as after a power failure. Everything on claims is taken, but for what goes with its pod anyway ({@code emptyDir}, and
 * ephemeral claims) and for directories of a node ({@code hostPath}, and so local-path), of which Velero can read none and would
 * call the whole backup failed.
 */
public final class Velero extends Component implements Measured {
    static final String API = "velero.io/v1";

    private static final String GROUP = "velero.io";

    /** Where Velero looks for the password, and makes one that is the same everywhere if nobody did. */
    private static final String PASSWORD_SECRET = "velero-repo-credentials";

    private static final String PASSWORD_KEY = "repository-password";

    private static final Rule PASSWORD = Rule.error(
                    "backup-password",
                    "Nobody says by which password the files of backups are encrypted",
                    "Velero then takes one that stands in its source code, and whoever reads the bucket reads the files",
                    "give it one")
            .waivable();

    private static final Rule ENDPOINT = Rule.error(
            "backup-endpoint",
            "The place of backups is no URL",
            "Velero calls the location unavailable, and makes no backup",
            "write the URL of the service, with https:// in front");

    private final Scope inside;
    private final HelmRelease release;
    private final VolumePolicy volumes = new VolumePolicy();
    private final List<Text> serversOfBackups = new ArrayList<>(1);
    private final List<Mapping> ofEverything = new ArrayList<>(2);
    private final ConfigMap policy;
    private boolean hasLocation;
    private boolean hasPassword;

    /** Velero in a namespace of its own. */
    public Velero(Scope scope, String id) {
        super(scope, id);
        var namespace = new Namespace(
                this,
                "namespace",
                n -> n.named("velero").privileged("Velero's agent reads the volumes of its node, as root"));
        inside = in(namespace);
        release = new HelmRelease(
                inside,
                "server",
                PublishedChart.of("velero", "12.1.0")
                        .repository("vmware-tanzu", "https://vmware-tanzu.github.io/helm-charts"),
                CrdOwner.RELEASE,
                h -> h.named("velero")
                        .bringsCrds(GROUP)
                        .bringsService("velero", "http-monitoring", 8085)
                        // Flux brings the definitions up to date, and locations and schedules come from git.
                        .value(false, "upgradeCRDs")
                        .value(false, "backupsEnabled")
                        .value(false, "snapshotsEnabled")
                        .value(false, "credentials", "useSecret")
                        .value(Sequence.of(plugin()), "initContainers")
                        .value(true, "configuration", "defaultVolumesToFsBackup")
                        .value("100m", "resources", "requests", "cpu")
                        .value("128Mi", "resources", "requests", "memory")
                        .value("1Gi", "resources", "limits", "memory")
                        .value(true, "deployNodeAgent")
                        // Also where nothing else may run, such as on a control plane.
                        .value(Sequence.of(Mapping.of("operator", "Exists")), "nodeAgent", "tolerations")
                        .value("50m", "nodeAgent", "resources", "requests", "cpu")
                        .value("128Mi", "nodeAgent", "resources", "requests", "memory")
                        .value("1Gi", "nodeAgent", "resources", "limits", "memory"));
        policy = new ConfigMap(
                inside, "volumes", c -> c.named("velero-volumes").value("policy.yaml", Text.later(volumes::yaml)));
        node().whenComplete(this::checkPassword);
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(inside, "metrics", release.service("velero", "http-monitoring"));
    }

    /** What speaks S3 for Velero 1.18, which loads it from a directory that this step fills. */
    private static Mapping plugin() {
        return Mapping.of("name", "velero-plugin-for-aws")
                .put("image", "docker.io/velero/velero-plugin-for-aws:v1.14.2")
                .put(
                        "volumeMounts",
                        Sequence.of(Mapping.of("mountPath", "/target").put("name", "plugins")));
    }

    /** Where the Secrets must stand that this is given keys of. */
    public Scope namespace() {
        return inside;
    }

    /**
     * Encrypts the files of all backups with {@code password}. Whoever loses it loses the backups, so that it must come from
     * where the cluster's loss does not reach; once a backup was made it cannot be changed.
     *
     * @param password the key {@code repository-password} of the Secret {@code velero-repo-credentials} in Velero's namespace,
     *     the only place where Velero looks
     */
    public Velero password(SecretKey password) {
        Identity secret = password.provision().identity();
        hasPassword = true;
        boolean isRead = secret.name().equals(PASSWORD_SECRET)
                && password.key().text().equals(PASSWORD_KEY)
                && secret.namespace()
                        .equals(inside.placement().namespace().name().text());
        if (!isRead && !password.isMissing()) {
            node().findings()
                    .report(
                            PASSWORD,
                            node(),
                            Origin.here(),
                            "Tried to encrypt backups with the key "
                                    + password.key().text() + " of " + secret
                                    + ", but Velero takes no password but the key " + PASSWORD_KEY + " of the Secret "
                                    + PASSWORD_SECRET + " in its own namespace",
                            "name the Secret and its key so");
        }
        release.configure(h -> h.needs(password.provision()));
        return this;
    }

    private void checkPassword() {
        if (!hasPassword) {
            node().findings()
                    .report(
                            PASSWORD,
                            node(),
                            "Tried to make backups with " + node().path()
                                    + ", but nobody says by which password their files are encrypted, and Velero would take"
                                    + " one that everybody can read in its source code",
                            "give it one with password(…)");
        }
    }

    /** A bucket of a server in the cluster, made with its user. The first location is where backups go that name none. */
    public Location location(String id, Minio server) {
        Text namespace = server.namespace().name();
        serversOfBackups.add(namespace);
        ofEverything.forEach(template -> exclude(template, namespace));
        var bucket = new Bucket(inside, id + "-bucket", server);
        var credentials = new BootstrapSecret(
                inside,
                id + "-credentials",
                s -> s.text(
                        "cloud",
                        Text.of(
                                "[default]\naws_access_key_id=",
                                bucket.accessKey(),
                                "\naws_secret_access_key=",
                                bucket.secretKey(),
                                "\n")));
        return add(id, new S3(bucket.endpoint(), "us-east-1", bucket.name()), credentials.key("cloud"));
    }

    /**
     * A bucket of whatever speaks S3. The first location is where backups go that name none.
     *
     * @param credentials a user that may read and write the bucket, as a credentials file of AWS: {@code [default]}, {@code
     *     aws_access_key_id=…} and {@code aws_secret_access_key=…}
     */
    public Location location(String id, S3 bucket, SecretKey credentials) {
        String host = bucket.host();
        if (host.isEmpty()) {
            node().findings()
                    .report(
                            ENDPOINT,
                            node(),
                            Origin.here(),
                            "Tried to keep backups at \"" + bucket.endpoint().text()
                                    + "\", but that is no URL, which Velero's plugin takes alone",
                            "write it as in https://s3.us-west-004.backblazeb2.com");
        }
        String because = "backups are kept at " + bucket.endpoint().text();
        release.configure(h -> {
            if (AddressRange.address(host) == null) {
                h.internet(because);
            } else {
                h.reaches(host, because);
            }
        });
        return add(id, bucket, credentials);
    }

    private Location add(String id, S3 bucket, SecretKey credentials) {
        boolean isFirst = !hasLocation;
        hasLocation = true;
        return new Location(inside, "location-" + id, id, bucket, credentials, isFirst);
    }

    /** Leaves out of all backups what is in {@code directory}, since it is kept otherwise or too much. */
    public Velero leaveOut(NfsMount directory) {
        volumes.skip(directory);
        return this;
    }

    /**
     * Leaves out of all backups what is on volumes of {@code tier}, such as models that can be fetched again: their claims come
     * back, and are empty.
     */
    public Velero leaveOut(StorageClass tier) {
        volumes.skip(tier);
        return this;
    }

    /** Backs up to {@code location} once a day. */
    public void daily(String id, Location location, Consumer<ScheduleSettings> configure) {
        var settings = Settings.configured(new ScheduleSettings(node()), configure);
        new CustomResource(
                inside,
                "schedule-" + id,
                API,
                "Schedule",
                s -> s.named(id).spec("schedule", settings.cron()).spec("template", template(location, settings)));
    }

    private Mapping template(Location location, ScheduleSettings settings) {
        var template = Mapping.of("storageLocation", location.name())
                .put("ttl", settings.ttl())
                .put(
                        "resourcePolicy",
                        Mapping.of("kind", "configmap")
                                .put("name", policy.key("policy.yaml").configMap()));
        List<Text> without = settings.without();
        if (!settings.namespaces().isEmpty()) {
            return template.put("includedNamespaces", settings.namespaces());
        }
        ofEverything.add(template.put("includedNamespaces", Sequence.of("*")));
        without.forEach(namespace -> exclude(template, namespace));
        serversOfBackups.forEach(namespace -> exclude(template, namespace));
        return template;
    }

    /** A backup of the backups would hold itself. */
    private static void exclude(Mapping template, Text namespace) {
        Sequence excluded = template.sequence("excludedNamespaces");
        if (excluded == null) {
            template.put("excludedNamespaces", Sequence.of(namespace));
        } else {
            excluded.add(namespace);
        }
    }
}
