package espalier.cli;

import espalier.difference.FieldChange;
import espalier.json.JsonLine;
import espalier.preview.Fate;
import espalier.preview.Prediction;
import espalier.preview.Preview;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Flux would do, for people, and for programs, a line of JSON for each object. */
final class DiffReport {
    private static final int MOST_LINES = 20;
    private static final Map<Fate, String> COLOURS = Map.of(
            Fate.CREATED, "32",
            Fate.CHANGED, "33",
            Fate.RECREATED, "31",
            Fate.MOVED, "31",
            Fate.PRUNED, "31",
            Fate.REFUSED, "31");

    private final Session session;
    private final JavaLines java;

    DiffReport(Session session, JavaLines java) {
        this.session = session;
        this.java = java;
    }

    void text(Preview preview, PrintStream out) {
        String by = "";
        for (Prediction each : preview.predictions()) {
            if (each.fate() == Fate.PASSED_OVER) {
                continue; // told on the side
            }
            if (!each.by().equals(by)) {
                by = each.by();
                out.println(by + ":");
            }
            String head = each.fate().word() + " " + each.object();
            String colour = COLOURS.get(each.fate());
            out.println("  " + (session.colourOut() && colour != null ? Session.inColour(colour, head) : head)
                    + (each.why().isEmpty() ? "" : ": " + each.why()));
            each.fields().forEach(field -> field(field, out));
            String line = java.shown(each.object(), session);
            if (line != null) {
                out.println("    made at " + line);
            }
        }
    }

    private static void field(FieldChange field, PrintStream out) {
        List<String> lines = field.lines();
        if (lines.isEmpty()) {
            out.println("    " + field);
            return;
        }
        out.println("    " + field.where() + ":");
        for (int i = 0; i < Math.min(MOST_LINES, lines.size()); i++) {
            out.println("      " + lines.get(i));
        }
        if (lines.size() > MOST_LINES) {
            out.println("      and " + (lines.size() - MOST_LINES) + " lines more");
        }
    }

    void json(Preview preview, PrintStream out) {
        for (Prediction each : preview.predictions()) {
            var fields = new Sequence();
            for (FieldChange field : each.fields()) {
                var change = Mapping.of("path", field.path().toString());
                change.putIfAny(
                        "within",
                        field.within().equals(FieldPath.ROOT)
                                ? null
                                : field.within().toString());
                change.put("how", field.how().word());
                if (!field.how().isSecret()) {
                    change.putIfAny("before", field.before()).putIfAny("after", field.after());
                }
                fields.add(change);
            }
            var line = Mapping.of("fate", each.fate().word())
                    .put("kind", each.object().kind())
                    .put("group", each.object().group())
                    .put("namespace", each.object().namespace())
                    .put("name", each.object().name())
                    .put("kustomization", each.by())
                    .putIfAny("why", each.why().isEmpty() ? null : each.why())
                    .putIfAny("fields", fields);
            out.println(JsonLine.text(line.putIfAny("madeAt", java.shown(each.object(), session))));
        }
    }

    /** What Flux passes over, and what could not be compared: a line for each reason. */
    static List<String> passedOver(Preview preview) {
        var reasons = new LinkedHashMap<String, StringBuilder>();
        for (Prediction each : preview.predictions()) {
            if (each.fate() == Fate.PASSED_OVER) {
                StringBuilder names = reasons.computeIfAbsent(each.why(), why -> new StringBuilder());
                names.append(names.length() == 0 ? "" : ", ").append(each.object());
            }
        }
        var lines = new ArrayList<String>();
        reasons.forEach((why, names) -> lines.add("passed over (" + why + "): " + names));
        return lines;
    }

    static String summary(Preview preview) {
        var counts = new EnumMap<Fate, Integer>(Fate.class);
        for (Prediction each : preview.predictions()) {
            counts.merge(each.fate(), 1, Integer::sum);
        }
        var text = new StringBuilder();
        counts.forEach((fate, count) -> text.append(text.length() == 0 ? "" : ", ")
                .append(count)
                .append(' ')
                .append(fate.word()));
        boolean any =
                preview.predictions().stream().anyMatch(each -> each.fate().isDifference());
        return (any ? "" : "nothing would change: ")
                + (text.length() == 0 ? "" : text + ", ")
                + Teller.count(preview.unchanged(), "object") + " unchanged (" + preview.calls() + " calls)";
    }
}
