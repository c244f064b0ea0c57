package espalier.cli;

import espalier.Origin;
import espalier.doctor.Cause;
import espalier.doctor.Diagnosis;
import espalier.doctor.Id;
import espalier.json.JsonLine;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagnosis for people, and for programs, a line of JSON for each cause. */
final class DoctorReport {
    private static final int MOST_NAMES = 6;

    private final Session session;
    private final JavaLines java;

    DoctorReport(Session session, JavaLines java) {
        this.session = session;
        this.java = java;
    }

    void text(Diagnosis diagnosis, PrintStream out, boolean colour) {
        for (Diagnosis.Root root : diagnosis.roots()) {
            Cause cause = root.cause();
            String head = cause.object() + ": " + cause.what();
            out.println(colour ? Session.inColour("31", head) : head);
            cause.said().forEach(line -> out.println("    " + line));
            Origin origin = java.of(cause.makers());
            if (origin != null) {
                out.println("  made at  " + session.shown(origin));
            }
            out.println("  next     " + cause.next());
            if (!root.waiting().isEmpty()) {
                out.println("  waiting  " + names(root.waiting()));
            }
            out.println();
        }
        // One reason is that of a Kustomization, and of all that it brought.
        var because = new LinkedHashMap<String, List<Id>>();
        diagnosis
                .knownBroken()
                .forEach((id, reason) -> because.computeIfAbsent(reason, first -> new ArrayList<>())
                        .add(id));
        because.forEach((reason, ids) -> out.println("known not to work: " + names(ids) + ": " + reason));
        if (!diagnosis.suspended().isEmpty()) {
            out.println("suspended: " + names(diagnosis.suspended()));
        }
        if (!diagnosis.atWork().isEmpty()) {
            out.println("still at work: " + names(diagnosis.atWork()));
        }
    }

    /** By kind, the first of each. */
    private static String names(List<Id> ids) {
        Map<String, StringBuilder> kinds = new LinkedHashMap<>();
        var counts = new LinkedHashMap<String, Integer>();
        for (Id id : ids) {
            int count = counts.merge(id.kind(), 1, Integer::sum);
            StringBuilder names = kinds.computeIfAbsent(id.kind(), kind -> new StringBuilder(kind).append(' '));
            if (count <= MOST_NAMES) {
                names.append(count == 1 ? "" : ", ").append(shortened(id));
            }
        }
        var text = new StringBuilder();
        kinds.forEach((kind, names) -> {
            int more = counts.getOrDefault(kind, 0) - MOST_NAMES;
            text.append(text.length() == 0 ? "" : "; ").append(names).append(more > 0 ? " and " + more + " more" : "");
        });
        return text.toString();
    }

    private static String shortened(Id id) {
        return id.namespace().isEmpty() || id.namespace().equals("flux-system")
                ? id.name()
                : id.namespace() + "/" + id.name();
    }

    void json(Diagnosis diagnosis, PrintStream out) {
        for (Diagnosis.Root root : diagnosis.roots()) {
            Cause cause = root.cause();
            Mapping line = object(cause.object()).put("code", cause.code()).put("what", cause.what());
            line.put("said", Sequence.of(cause.said().toArray()));
            Origin origin = java.of(cause.makers());
            if (origin != null) {
                line.put("madeAt", session.shown(origin));
            }
            line.put("next", cause.next());
            var waiting = new Sequence();
            root.waiting().forEach(id -> waiting.add(object(id)));
            out.println(JsonLine.text(line.put("waiting", waiting)));
        }
    }

    private static Mapping object(Id id) {
        return Mapping.of("kind", id.kind()).put("namespace", id.namespace()).put("name", id.name());
    }
}
