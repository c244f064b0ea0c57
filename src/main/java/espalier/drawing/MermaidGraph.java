package espalier.drawing;

import espalier.Strength;
import espalier.drawing.Picture.Arrow;
import espalier.drawing.Picture.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures as a Mermaid flowchart, which GitHub draws in Markdown. */
public final class MermaidGraph {
    /** What GitHub draws at most: Mermaid's own limits, which a page cannot raise. */
    private static final int MOST_ARROWS = 500;

    private static final int MOST_CHARACTERS = 50_000;

    private final StringBuilder text = new StringBuilder("flowchart LR\n");
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final boolean several;

    private MermaidGraph(boolean several) {
        this.several = several;
    }

    /** One flowchart of all {@code pictures}; where there are several, each in a frame. */
    public static String of(List<Picture> pictures) {
        var graph = new MermaidGraph(pictures.size() > 1);
        pictures.forEach(graph::draw);
        return graph.text.toString();
    }

    /** Why GitHub would not draw {@code text}, or null. */
    public static @Nullable String tooLarge(String text, List<Picture> pictures) {
        int arrows = 0;
        for (Picture picture : pictures) {
            arrows += picture.arrows().size();
        }
        if (arrows > MOST_ARROWS) {
            return arrows + " arrows, and Mermaid takes " + MOST_ARROWS;
        }
        return text.length() > MOST_CHARACTERS
                ? text.length() + " characters, and Mermaid takes " + MOST_CHARACTERS
                : null;
    }

    private void draw(Picture picture) {
        if (several) {
            open(word("cluster", picture.cluster(), picture.cluster()), picture.cluster(), "  ");
        }
        frames(picture, null, several ? "    " : "  ");
        if (several) {
            text.append("  end\n");
        }
        for (Arrow arrow : picture.arrows()) {
            text.append("  ").append(word(picture, arrow.from())).append(' ').append(line(arrow.strength()));
            text.append("|\"").append(escaped(Captions.of(arrow))).append("\"| ");
            text.append(word(picture, arrow.to())).append('\n');
        }
    }

    private void frames(Picture picture, @Nullable String within, String indent) {
        for (Frame frame : picture.frames()) {
            if (Objects.equals(frame.within(), within)) {
                open(word("frame", picture.cluster(), frame.id()), frame.label(), indent);
                frames(picture, frame.id(), indent + "  ");
                text.append(indent).append("end\n");
            }
        }
        for (Picture.Node node : picture.nodes()) {
            if (Objects.equals(node.frame(), within)) {
                text.append(indent).append(word(picture, node.id()));
                text.append(node.inGit() ? "[\"" : "([\"").append(escaped(node.label()));
                text.append(node.inGit() ? "\"]\n" : "\"])\n");
            }
        }
    }

    private void open(String word, String label, String indent) {
        text.append(indent).append("subgraph ").append(word);
        text.append("[\"").append(escaped(label)).append("\"]\n");
    }

    private static String line(Strength strength) {
        return switch (strength) {
            case APPLY -> "==>";
            case RUN -> "-->";
            case MENTION -> "-.->";
        };
    }

    private String word(Picture picture, String id) {
        return word("n", picture.cluster(), id);
    }

    /**
     * {@code id} as a word that is no keyword of Mermaid and nobody else's.
     *
     * @param sort what it is the word of; in front, since keywords have nothing there
     * @param cluster whose it is: an object of one name in two clusters is two
     */
    private String word(String sort, String cluster, String id) {
        return words.computeIfAbsent(sort + " " + cluster + " " + id, key -> {
            String own = id.startsWith(cluster + "/") ? id.substring(cluster.length() + 1) : id;
            String readable = sort + "_" + (several && !own.equals(cluster) ? cluster + "_" : "") + own;
            var letters = new StringBuilder();
            for (int i = 0; i < readable.length(); i++) {
                char c = readable.charAt(i);
                letters.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
            }
            String word = letters.toString();
            for (int i = 2; !taken.add(word); i++) {
                word = letters + "_" + i;
            }
            return word;
        });
    }

    private static String escaped(String label) {
        return label.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
