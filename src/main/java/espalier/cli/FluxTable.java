package espalier.cli;

import espalier.json.JsonLine;
import espalier.live.FluxObject;
import espalier.live.FluxState;
import espalier.live.KnownFailures;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Flux's objects for people, in columns, and for programs, a line of JSON each. */
final class FluxTable {
    private static final int LONGEST_MESSAGE = 100;

    private FluxTable() {}

    static List<String> lines(List<FluxObject> objects, KnownFailures known) {
        var rows = new ArrayList<String[]>();
        rows.add(new String[] {"KIND", "NAME", "STATE", "REVISION", "MESSAGE"});
        for (FluxObject object : objects) {
            rows.add(new String[] {
                object.kind().kind(),
                object.namespace().equals("flux-system") ? object.name() : object.namespace() + "/" + object.name(),
                object.state().word(),
                shortened(object.revision()),
                message(object, known.because(object))
            });
        }
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var lines = new ArrayList<String>();
        for (String[] row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            lines.add(line.append(row[4]).toString().stripTrailing());
        }
        return lines;
    }

    /** What is worth saying of it: nothing of what is ready. */
    private static String message(FluxObject object, String knownBroken) {
        if (!knownBroken.isEmpty() && object.state() != FluxState.READY) {
            return shortened("known not to work: " + knownBroken, LONGEST_MESSAGE);
        }
        return switch (object.state()) {
            case READY -> "";
            case SUSPENDED -> object.suspendedHow();
            default -> shortened(object.message(), LONGEST_MESSAGE);
        };
    }

    /** {@code main@sha1:0123456789…} as {@code main@01234567}. */
    static String shortened(String revision) {
        int hash = revision.lastIndexOf(':');
        int at = revision.indexOf('@');
        String name = at < 0 ? "" : revision.substring(0, at + 1);
        return hash < 0 || revision.length() - hash < 9 ? revision : name + revision.substring(hash + 1, hash + 9);
    }

    static String shortened(String message, int longest) {
        return message.length() <= longest ? message : message.substring(0, longest - 1) + "…";
    }

    static String json(FluxObject object, FluxState state) {
        return json(object, state, "");
    }

    static String json(FluxObject object, FluxState state, String knownBroken) {
        return JsonLine.text(mapping(object, state, knownBroken));
    }

    /** @param knownBroken why it does not work, where git says that it does not; empty for all others */
    static Mapping mapping(FluxObject object, FluxState state, String knownBroken) {
        Mapping mapping = Mapping.of("kind", object.kind().kind())
                .put("namespace", object.namespace())
                .put("name", object.name())
                .put("state", state.word())
                .put("revision", object.revision())
                .put("reason", object.reason())
                .put("message", object.message())
                .put("since", state == FluxState.SUSPENDED ? object.suspendedSince() : object.since());
        if (!knownBroken.isEmpty()) {
            mapping.put("knownBroken", knownBroken);
        }
        return state == FluxState.SUSPENDED ? mapping.put("by", object.suspendedBy()) : mapping;
    }
}
