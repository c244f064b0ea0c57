package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Exposure;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.longhorn.Longhorn;
import infra.longhorn.Tier.DataLocality;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Longhorn's tiers are classes whose volumes, and the pods that use them, are where their disks are. */
class LonghornTest {
    /** Two machines with a plain disk, of which the second has a fast one as well. */
    private static final class Disks {
        private final Ground ground;
        private final Machine large;
        private final Longhorn longhorn;

        private Disks(Ground ground, String... flags) {
            this.ground = ground;
            var k3s = new K3s(ground, K3S, k -> k.flags(flags));
            new Machine(k3s, "small", "192.168.10.21", m -> m.disk("/var/lib/longhorn"));
            large = new Machine(
                    k3s,
                    "large",
                    "192.168.10.31",
                    m -> m.named("large.example.com").disk("/var/lib/longhorn").disk("/mnt/optane", "optane", "fast"));
            longhorn = new Longhorn(ground.infrastructure, "longhorn", k3s, l -> {});
        }

        /** A pod on the machine of that name, or on any where that is empty, with a volume of {@code storageClass}. */
        private void use(StorageClass storageClass, String machine) {
            var claim = new PersistentVolumeClaim(ground.apps, "index", storageClass, "10Gi");
            new Deployment(ground.apps, "search", d -> {
                d.recreate().container("it", "example.com/search:1", c -> c.mount(claim, "/index"));
                if (!machine.isEmpty()) {
                    d.onNodesWith("kubernetes.io/hostname", machine);
                }
            });
        }
    }

    private static Compilation with(Consumer<Disks> build) {
        return Ground.with(c -> build.accept(new Disks(c, "--disable=local-storage")));
    }

    @Test
    void tiersTagTheMachinesThatTheyAreKeptTo() {
        var compilation = with(d -> {
            d.longhorn.defaultTier(t -> t.dataLocality(DataLocality.BEST_EFFORT));
            d.longhorn.tier("optane", t -> t.disks("optane", "fast").on(d.large));
            d.use(d.longhorn.tier("safe", t -> t.replicas(1).reclaimPolicy(ReclaimPolicy.RETAIN)), "");
        });
        Snapshots.verify("constructs/longhorn.yaml", Compiled.files(compilation, "infrastructure/"));
    }

    @Test
    void itsPageAndFiguresAreOpenedOnDemand() {
        var compilation = Ground.with(c -> {
            Elsewhere.definitions(c, "monitoring.coreos.com");
            c.says((Exposure) (app, port, host) -> {
                new ConfigMap(app, "route", m -> m.value("to", Text.of(host, "=", port.address())));
                return new Exposure.Address("https", host);
            });
            new Longhorn(c.infrastructure, "longhorn", new K3s(c, K3S), l -> l.host("disks")).metricsTo(c::node);
        });
        assertThat(Compiled.files(compilation, "infrastructure/longhorn"))
                .contains("serviceMonitor:", "to: disks=longhorn-frontend:80");
    }

    @Test
    void aPodOfATierStandsWhereTheTierIs() {
        assertThat(Ground.rules(with(d ->
                        d.use(d.longhorn.tier("optane", t -> t.disks("optane").on(d.large)), ""))))
                .isEmpty();
    }

    @Test
    void podsOfOneMachineShareAVolumeThatOneNodeCanMount() {
        assertThat(Ground.rules(with(d -> {
                    var optane =
                            d.longhorn.tier("optane", t -> t.disks("optane").on(d.large));
                    var claim = new PersistentVolumeClaim(d.ground.apps, "index", optane, "10Gi");
                    for (String id : new String[] {"write", "read"}) {
                        new Deployment(
                                d.ground.apps,
                                id,
                                w -> w.recreate().container("it", "example.com/it:1", c -> c.mount(claim, "/index")));
                    }
                })))
                .isEmpty();
    }

    @Test
    void whatCannotBeIsFound() {
        var text = new StringBuilder();
        found(
                text,
                "a pod on a machine that the tier leaves out",
                d -> d.use(d.longhorn.tier("optane", t -> t.disks("optane").on(d.large)), "small"));
        found(
                text,
                "two copies on one machine",
                d -> d.longhorn.tier(
                        "optane", t -> t.disks("optane").on(d.large).replicas(2)));
        found(
                text,
                "disks that the machine does not have",
                d -> d.longhorn.tier("nvme", t -> t.disks("nvme").on(d.large)));
        found(text, "more copies than machines", d -> d.longhorn.defaultTier(t -> t.replicas(3)));
        text.append("--- a second default class\n")
                .append(Ground.findings(Ground.with(c -> new Disks(c).longhorn.defaultTier(t -> {}))));
        Snapshots.verify("findings/longhorn.txt", text.toString());
    }

    private static void found(StringBuilder text, String what, Consumer<Disks> build) {
        text.append("--- ")
                .append(what)
                .append('\n')
                .append(Ground.findings(with(build)))
                .append("\n\n");
    }
}
