package infra;

import espalier.Node;
import espalier.platform.MachineRoom;
import espalier.rules.Rule;

/** What machines must be built with before volumes can lie on their own disks, where nothing can be installed on them later. */
public final class LocalVolumes {
    private static final Rule RULE = Rule.error(
            "local-volumes",
            "Volumes are to lie on machines that are not built for it",
            "Whoever wants one would wait for ever",
            "build the machines for it");

    private LocalVolumes() {}

    /** Reports where the kubelet of {@code room}'s machines does not see {@code directory}, of which {@code owner} says that volumes lie there. */
    public static void mustSee(Node owner, MachineRoom room, String directory) {
        if (room.mayKeepVolumesAt(directory)) {
            return;
        }
        String name = directory.substring(directory.lastIndexOf('/') + 1);
        owner.findings()
                .report(
                        RULE,
                        owner,
                        "Tried to keep volumes at " + directory + " in " + owner + ", but the kubelet of "
                                + room.title() + " does not see that directory of its machine",
                        "say userVolumes(\"" + name + "\") where Talos is made, and keep them at /var/mnt/" + name);
    }

    /** Reports where the machines of {@code room} are built without one of {@code extensions}, with which {@code owner} mounts its volumes. */
    public static void mustBeBuiltWith(Node owner, MachineRoom room, String... extensions) {
        for (String extension : extensions) {
            if (!room.mayHave(extension)) {
                owner.findings()
                        .report(
                                RULE,
                                owner,
                                "Tried to make volumes on the machines of " + room.title() + " in " + owner
                                        + ", but they are built without " + extension
                                        + ", and nothing can install it later",
                                "say extensions(\"" + String.join("\", \"", extensions)
                                        + "\") where Talos is made, and so build the machines' image");
                return;
            }
        }
    }
}
