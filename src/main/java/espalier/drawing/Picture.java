package espalier.drawing;

import espalier.Origin;
import espalier.Strength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph to be drawn, in the order of the Java.
 *
 * @param cluster whose
 * @param frames the stages, and in a picture of objects the components in them
 * @param nodes what there is
 * @param arrows who needs whom, each pair once
 */
public record Picture(String cluster, List<Frame> frames, List<Node> nodes, List<Arrow> arrows) {

    /**
     * A frame around nodes and other frames.
     *
     * @param id the path of the stage or component
     * @param label what is written on it
     * @param within the id of the frame that it stands in, or null; that one comes before it
     */
    public record Frame(String id, String label, @Nullable String within) {}

    /**
     * Something that is or has edges.
     *
     * @param id the path of a component, or the group, kind, namespace and name of an object
     * @param label what is written on it
     * @param frame the id of the frame that it stands in, or null
     * @param inGit false for what exists without being an object in git
     * @param origin the line that makes it
     */
    public record Node(String id, String label, @Nullable String frame, boolean inGit, Origin origin) {}

    /**
     * One needs another.
     *
     * @param from the id of who needs it
     * @param to the id of what is needed
     * @param strength the strongest of the reasons
     * @param reasons the references that say so; never none
     */
    public record Arrow(String from, String to, Strength strength, List<Reason> reasons) {}

    /**
     * A reference.
     *
     * @param reader the object
     * @param field its field
     * @param target what it names
     * @param detail the key or port of it, or null
     * @param strength how much it is needed
     */
    public record Reason(
            String reader,
            String field,
            String target,
            @Nullable String detail,
            Strength strength) {}
}
