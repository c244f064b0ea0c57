package espalier.drawing;

import espalier.Strength;
import espalier.drawing.Picture.Arrow;
import espalier.drawing.Picture.Frame;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pictures in the language of Graphviz. All that makes an arrow stands in its tooltip. */
public final class DotGraph {
    private final StringBuilder text = new StringBuilder();

    private DotGraph() {}

    /** One graph of all {@code pictures}, each in a frame. */
    public static String of(List<Picture> pictures) {
        var graph = new DotGraph();
        graph.text.append("digraph espalier {\n  rankdir=LR;\n  compound=true;\n  node [shape=box];\n");
        for (Picture picture : pictures) {
            graph.open(picture.cluster(), picture.cluster(), "  ");
            graph.frames(picture, null, "    ");
            graph.text.append("  }\n");
            picture.arrows().forEach(arrow -> graph.arrow(picture, arrow));
        }
        return graph.text.append("}\n").toString();
    }

    private void frames(Picture picture, @Nullable String within, String indent) {
        for (Frame frame : picture.frames()) {
            if (Objects.equals(frame.within(), within)) {
                open(frame.id(), frame.label(), indent);
                frames(picture, frame.id(), indent + "  ");
                text.append(indent).append("}\n");
            }
        }
        for (Picture.Node node : picture.nodes()) {
            if (Objects.equals(node.frame(), within)) {
                text.append(indent)
                        .append(id(picture, node.id()))
                        .append(" [label=")
                        .append(quoted(node.label()));
                text.append(node.inGit() ? "];\n" : ", style=dashed];\n");
            }
        }
    }

    private void open(String id, String label, String indent) {
        text.append(indent).append("subgraph ").append(quoted("cluster_" + id)).append(" {\n");
        text.append(indent).append("  label=").append(quoted(label)).append(";\n");
    }

    private void arrow(Picture picture, Arrow arrow) {
        text.append("  ").append(id(picture, arrow.from())).append(" -> ").append(id(picture, arrow.to()));
        text.append(" [label=").append(quoted(Captions.of(arrow)));
        text.append(", style=").append(style(arrow.strength()));
        text.append(", tooltip=")
                .append(quoted(String.join("\n", Captions.fields(arrow))))
                .append("];\n");
    }

    private static String style(Strength strength) {
        return switch (strength) {
            case APPLY -> "bold";
            case RUN -> "solid";
            case MENTION -> "dotted";
        };
    }

    /** An object of the same name in two clusters is two nodes. */
    private static String id(Picture picture, String id) {
        return quoted(id.startsWith(picture.cluster() + "/") ? id : picture.cluster() + " " + id);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
