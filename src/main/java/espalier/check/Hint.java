package espalier.check;

import espalier.Identity;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import org.jspecify.annotations.Nullable;

/**
 * What could have been meant by a name that nothing makes.
 *
 * @param words what was found instead, for the end of a sentence; empty for nothing
 * @param fix the way out
 */
record Hint(String words, String fix) {

    /** The flag that keeps the distribution from bringing {@code wanted}, or null where there is none. */
    static @Nullable Hint takenAway(ObjectGraph graph, Identity wanted) {
        MachineRoom room = MachineRoom.of(graph.cluster());
        String flag = room == null ? null : room.takenAwayBy(wanted);
        if (room == null || flag == null) {
            return null;
        }
        return new Hint(
                "; " + room.title() + " would bring it, but " + flag + " takes it away",
                "take that flag away, or name one that is there");
    }
}
