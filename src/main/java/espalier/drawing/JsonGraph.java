package espalier.drawing;

import espalier.Origin;
import espalier.drawing.Picture.Arrow;
import espalier.drawing.Picture.Frame;
import espalier.drawing.Picture.Reason;
import espalier.json.JsonWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pictures for programs, in the form that {@code docs/graph-json.md} describes. */
public final class JsonGraph {
    /** Changes when a reader of the last form would misread the next; new members alone do not count. */
    private static final int FORMAT = 1;

    private final JsonWriter json = new JsonWriter();

    private final Function<Origin.Line, String> files;

    private JsonGraph(Function<Origin.Line, String> files) {
        this.files = files;
    }

    /**
     * The document about {@code pictures}.
     *
     * @param nodes what they are of: components or objects
     * @param files where in the repository a line stands
     */
    public static String of(List<Picture> pictures, String nodes, Function<Origin.Line, String> files) {
        var graph = new JsonGraph(files);
        graph.json.object().member("format", FORMAT).member("nodes", nodes);
        graph.json.name("clusters").array();
        pictures.forEach(graph::draw);
        return graph.json.endArray().endObject().toString();
    }

    private void draw(Picture picture) {
        json.object().member("name", picture.cluster()).name("frames").array();
        for (Frame frame : picture.frames()) {
            json.object().member("id", frame.id()).member("label", frame.label());
            json.member("within", frame.within()).endObject();
        }
        json.endArray().name("nodes").array();
        for (Picture.Node node : picture.nodes()) {
            json.object().member("id", node.id()).member("label", node.label());
            json.member("frame", node.frame()).member("inGit", node.inGit());
            line(node.origin().line());
            json.endObject();
        }
        json.endArray().name("edges").array();
        picture.arrows().forEach(this::arrow);
        json.endArray().endObject();
    }

    private void line(Origin.@Nullable Line line) {
        json.name("at");
        if (line == null) {
            json.value(null);
        } else {
            json.object()
                    .member("file", files.apply(line))
                    .member("line", line.number())
                    .endObject();
        }
    }

    private void arrow(Arrow arrow) {
        json.object().member("from", arrow.from()).member("to", arrow.to());
        json.member("strength", Captions.strength(arrow.strength()))
                .name("because")
                .array();
        for (Reason reason : arrow.reasons()) {
            json.object().member("reader", reason.reader()).member("field", reason.field());
            json.member("target", reason.target()).member("detail", reason.detail());
            json.member("strength", Captions.strength(reason.strength())).endObject();
        }
        json.endArray().endObject();
    }
}
