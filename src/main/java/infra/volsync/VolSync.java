package infra.volsync;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Storage;
import espalier.kubernetes.StorageClass;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Minio;
import infra.S3;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.snapshots.SnapshotClass;
import infra.volsync.Repository.RepositorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * VolSync, and by it what a platform says to apps that keep something: each volume is copied into every repository, from a
 * snapshot, and a volume that is made anew begins with what its last copy holds. The first copy of a new app's volume is empty.
 *
 * <p>Its makers' own release, since the fork that many homes run adds movers that are not used here.
 */
public final class VolSync extends Component implements Storage, Measured {
    private static final String API = "volsync.backube/v1alpha1";

    private static final Rule NOWHERE = Rule.error(
            "volsync-nowhere",
            "Volumes are to be copied, and nobody says whereto",
            "They would be lost with the cluster, while apps were told that they are not",
            "name a repository with hourly(…) or daily(…)");

    private final List<Repository> repositories = new ArrayList<>(2);
    private final VolSyncSettings settings;
    private final Scope inside;
    private final HelmRelease release;
    private final StorageClass volumes;
    private final SnapshotClass snapshots;
    private final StorageClass caches;

    /**
     * The operator in a namespace of its own.
     *
     * @param volumes on which apps keep what they have
     * @param snapshots of those volumes, which the copies are made of
     * @param caches for what restic knows of its repositories, which it can find out anew
     */
    public VolSync(
            Scope scope,
            String id,
            StorageClass volumes,
            SnapshotClass snapshots,
            StorageClass caches,
            Consumer<VolSyncSettings> configure) {
        super(scope, id);
        this.volumes = volumes;
        this.snapshots = snapshots;
        this.caches = caches;
        settings = Settings.configured(new VolSyncSettings(node()), configure);
        inside = in(new Namespace(this, "namespace", n -> n.named(id)));
        // The makers publish it in no registry; the one named here is a copy by people who sign it. Values as the chart
        // has them
        // in backube/volsync at the tag v0.16.0; its definitions are templates, which Helm upgrades like everything
        // else.
        var chart = PublishedChart.of("volsync", "0.16.0")
                .repository("backube", "https://backube.github.io/helm-charts/")
                .registry("oci://ghcr.io/home-operations/charts-mirror");
        release = new HelmRelease(inside, chart, CrdOwner.ELSEWHERE, h -> h.bringsCrds("volsync.backube"));
        node().whenComplete(this::checkRepositories);
    }

    /** Which volumes are not copied as they should be, and by how much. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        // Prometheus has no right to log in there; the figures are no secret.
        release.configure(
                h -> h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "metrics", "disableAuth"));
    }

    private void checkRepositories() {
        String from = settings.restoreFrom.get();
        if (repositories.isEmpty()) {
            node().findings()
                    .report(
                            NOWHERE,
                            node(),
                            "Tried to copy the volumes of apps with " + node().path()
                                    + ", but it has no repository to copy them to",
                            NOWHERE.fix());
        } else if (from != null && !restored().node().id().equals(from)) {
            var names = new ArrayList<String>();
            repositories.forEach(repository -> names.add(repository.node().id()));
            node().findings()
                    .report(
                            NOWHERE,
                            node(),
                            "Tried to restore the volumes of apps from \"" + from + "\", but the repositories of "
                                    + node().path() + " are: " + String.join(", ", names),
                            "name one of these, or make one of that name");
        }
    }

    /** Copies each volume once an hour into a bucket of {@code server}, which is made with its user. */
    public VolSync hourly(String id, Minio server, Consumer<RepositorySettings> configure) {
        return add(new Repository(inside, id, "M * * * *", server, configure));
    }

    /** Copies each volume once a night into {@code bucket}, which is there already. */
    public VolSync daily(String id, S3 bucket, Consumer<RepositorySettings> configure) {
        return add(new Repository(inside, id, "M H * * *", bucket, configure));
    }

    private VolSync add(Repository repository) {
        repositories.add(repository);
        return this;
    }

    /** What volumes are restored from; there is one. */
    private Repository restored() {
        for (Repository repository : repositories) {
            if (repository.node().id().equals(settings.restoreFrom.get())) {
                return repository;
            }
        }
        return repositories.get(0);
    }

    @Override
    public void keep(AppVolume volume) {
        if (repositories.isEmpty()) {
            new PersistentVolumeClaim(volume, volumes, volume.size());
            return;
        }
        Repository restored = restored();
        Text secret = restored.secretOf(volume);
        var destination = new CustomResource(
                volume,
                "restore",
                API,
                "ReplicationDestination",
                d -> d.named(volume.claim().identity().name())
                        // It is for a new volume; Flux must not begin it again when something in it changes.
                        .annotation("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent")
                        .spec("trigger", Mapping.of("manual", "restore-once"))
                        .spec(
                                "restic",
                                mover(secret, volume.owner())
                                        .put("capacity", volume.size())
                                        .put("cleanupCachePVC", true)
                                        .put("cleanupTempPVC", true)));
        new PersistentVolumeClaim(volume, volumes, volume.size(), c -> c.filledFrom(destination.provision()));
        for (Repository repository : repositories) {
            String id = repository.node().id();
            Text own = repository == restored ? secret : repository.secretOf(volume);
            new CustomResource(
                    volume,
                    id,
                    API,
                    "ReplicationSource",
                    s -> s.named(volume.claim().identity().name() + "-" + id)
                            .spec("sourcePVC", volume.claim().name())
                            .spec("trigger", Mapping.of("schedule", repository.scheduleOf(volume)))
                            .spec("restic", mover(own, volume.owner()).put("retain", repository.retain())));
        }
    }

    /** What copying and restoring have in common; as the app's user, who alone may read all of it. */
    private Mapping mover(Text secret, Owner owner) {
        Sequence oneMachine = Sequence.of("ReadWriteOnce");
        return Mapping.of("repository", secret)
                .put("copyMethod", "Snapshot")
                .put("volumeSnapshotClassName", snapshots.name())
                .put("storageClassName", volumes.name())
                .put("accessModes", oneMachine)
                .put("cacheStorageClassName", caches.name())
                .put("cacheAccessModes", oneMachine.copy())
                .put("cacheCapacity", settings.cache.or("4Gi"))
                .put(
                        "moverResources",
                        Mapping.of("requests", Mapping.of("cpu", "50m").put("memory", "128Mi"))
                                .put("limits", Mapping.of("memory", "1Gi")))
                .put(
                        "moverSecurityContext",
                        Mapping.of("runAsUser", owner.uid())
                                .put("runAsGroup", owner.gid())
                                .put("fsGroup", owner.gid()));
    }

    /** What can be set on VolSync. */
    public static final class VolSyncSettings extends Settings {
        private final Setting<String> cache = setting("cache");
        private final Setting<String> restoreFrom = setting("restoreFrom");

        private VolSyncSettings(Node node) {
            super(node);
        }

        /** How much restic may know of the repository of one volume; default {@code 4Gi}. */
        public VolSyncSettings cache(String size) {
            cache.set(size);
            return this;
        }

        /**
         * From which repository volumes are restored that are made anew; default is the first that is named. Where that one is lost
         * as well, it is another.
         */
        public VolSyncSettings restoreFrom(String repository) {
            restoreFrom.set(repository);
            return this;
        }
    }
}
