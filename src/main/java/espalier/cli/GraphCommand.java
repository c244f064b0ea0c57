package espalier.cli;

import espalier.drawing.DotGraph;
import espalier.drawing.JsonGraph;
import espalier.drawing.MermaidGraph;
import espalier.drawing.Picture;
import espalier.drawing.Pictures;
import espalier.order.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Draws who needs whom. A cluster with errors is drawn as far as it was made: a cycle is best seen. */
final class GraphCommand implements Command {
    private static final List<String> FORMATS = List.of("mermaid", "dot", "json");

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Draws who needs whom, how much, and by which field.",
                        "  espalier graph --cluster lab              components, for Markdown on GitHub",
                        "  espalier graph --format dot | dot -Tsvg   for Graphviz",
                        "  espalier graph --objects --format json    every object, for a program")
                .addOption(Options.clusters())
                .addOption(Options.format(FORMATS, "mermaid, dot (Graphviz), or json."))
                .addOption(Options.flag("--objects", "Every object instead of every component."));
    }

    /** @param picture null for a cluster of which not even the settings are known */
    private record Answer(String cluster, @Nullable Picture picture, boolean failed) {}

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> names = session.clusters(Options.clusters(given));
        String format = Options.format(given, FORMATS);
        boolean objects = given.hasMatchedOption("--objects");
        var pictures = new ArrayList<Picture>();
        int code = ExitCode.DONE;
        for (Answer answer : session.compile(names, compilation -> {
            Order order = compilation.order();
            Picture picture = order == null ? null : objects ? Pictures.ofObjects(order) : Pictures.ofComponents(order);
            return new Answer(compilation.name(), picture, compilation.failed());
        })) {
            if (answer.picture != null) {
                pictures.add(answer.picture);
            }
            if (answer.failed) {
                String drawn = answer.picture == null ? "" : "; it is drawn as far as it was made";
                session.err()
                        .println("Tried to draw " + answer.cluster + ", but it has errors: see espalier check" + drawn);
                code = ExitCode.FOUND;
            }
        }
        session.out().print(drawn(pictures, format, objects, session));
        session.out().flush();
        return code;
    }

    private static String drawn(List<Picture> pictures, String format, boolean objects, Session session) {
        switch (format) {
            case "dot" -> {
                return DotGraph.of(pictures);
            }
            case "json" -> {
                return JsonGraph.of(pictures, objects ? "objects" : "components", session::sourceFile);
            }
            default -> {
                String text = MermaidGraph.of(pictures);
                String why = MermaidGraph.tooLarge(text, pictures);
                if (why != null) {
                    session.err()
                            .println("GitHub will not draw this: it has " + why
                                    + "; take one --cluster, leave out --objects, or take --format dot");
                }
                return text;
            }
        }
    }
}
