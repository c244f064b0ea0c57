package features;

import espalier.compile.Compilation;
import espalier.platform.Machine;
import espalier.platform.Talos;
import infra.OpenEbsHostpath;
import infra.longhorn.Longhorn;
import java.util.function.Consumer;

/** Volumes on disks of machines that nothing can be installed on: they are built for it, or that is found before they wait for ever. */
class LocalVolumesTest extends GroundCases {
    private static final String[] LONGHORN = {"siderolabs/iscsi-tools", "siderolabs/util-linux-tools"};

    LocalVolumesTest() {
        super("local-volumes");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("Longhorn on machines built for it", "", ground -> longhorn(ground, "/var/mnt/longhorn", LONGHORN));
        is("Longhorn without iSCSI", "local-volumes", ground -> longhorn(ground, "/var/mnt/longhorn", LONGHORN[1]));
        is(
                "Longhorn where the kubelet looks at nothing",
                "local-volumes",
                ground -> longhorn(ground, "/var/lib/longhorn", LONGHORN));
        is("directories of a volume", "", ground -> openEbs(ground, "/var/mnt/longhorn/caches"));
        is("directories beside the volumes", "local-volumes", ground -> openEbs(ground, "/var/mnt/longhorns"));
        is(
                "a volume twice",
                "setting-twice",
                ground -> new Talos(ground, "1.10.6", t -> t.userVolumes("caches", "caches")));
    }

    private static void longhorn(Ground ground, String disk, String... extensions) {
        var talos = new Talos(ground, "1.10.6", t -> t.extensions(extensions).userVolumes("longhorn"));
        new Machine(talos, "one", "192.168.10.21", m -> m.disk(disk));
        new Longhorn(ground.infrastructure, "longhorn", talos, l -> {}).defaultTier(t -> {});
    }

    private static void openEbs(Ground ground, String directory) {
        var talos = new Talos(ground, "1.10.6", t -> t.userVolumes("longhorn"));
        new OpenEbsHostpath(ground.infrastructure, "openebs", talos, directory);
    }
}
