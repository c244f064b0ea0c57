package espalier.verdict;

import espalier.Cluster;
import espalier.ClusterSettings;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.verdict.Unchecked.Kind;
import espalier.versions.FluxRelease;
import espalier.versions.KubernetesApis;
import espalier.versions.Version;
import java.util.List;

/** What is not checked since the cluster does not say what it runs on, or not all of it. */
final class PlatformGaps {
    private PlatformGaps() {}

    static void find(Cluster cluster, List<Unchecked> all) {
        MachineRoom room = MachineRoom.of(cluster);
        if (room == null) {
            add(all, "machines, networks and what the distribution brings", "the cluster does not say what it runs on");
        } else if (room.machines().isEmpty()) {
            add(all, "whether pods find a machine", "the cluster names none of its machines");
        } else if (!areSized(room)) {
            add(
                    all,
                    "whether pods fit on a machine",
                    "not all machines say how many cores and how much memory they have");
        }
        ClusterSettings settings = cluster.settings();
        Version kubernetes = Version.parse(settings.kubernetes());
        if (kubernetes == null || !KubernetesApis.knows(kubernetes)) {
            String why = "the cluster names no version of Kubernetes that is known here";
            all.add(new Unchecked(Kind.PLATFORM, "whether API versions are served", why));
        }
        Version flux = Version.parse(settings.flux());
        if (flux == null || FluxRelease.of(flux) == null) {
            String why = "the cluster names no version of Flux that is known here";
            all.add(new Unchecked(Kind.PLATFORM, "whether Flux serves what its objects are written in", why));
        }
    }

    private static boolean areSized(MachineRoom room) {
        for (Machine machine : room.machines()) {
            if (machine.cores() == null || machine.memory() == null) {
                return false;
            }
        }
        return true;
    }

    private static void add(List<Unchecked> all, String what, String why) {
        all.add(new Unchecked(Kind.PLATFORM, what, why));
    }
}
