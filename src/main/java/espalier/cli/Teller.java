package espalier.cli;

import espalier.Finding;
import espalier.verdict.FindingGroup;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Tells people what was found, in the same words whichever command found it. */
final class Teller {
    private static final String RED = "31";
    private static final String YELLOW = "33";

    private final Session session;
    private final PrintStream stream;
    private final boolean colour;
    private final boolean verbose;

    private Teller(Session session, PrintStream stream, boolean colour, boolean verbose) {
        this.session = session;
        this.stream = stream;
        this.colour = colour;
        this.verbose = verbose;
    }

    /** On standard error, where findings are by the way. */
    static Teller onErr(Session session) {
        return new Teller(session, session.err(), session.colour(), false);
    }

    /** On standard output, where findings are what was asked for. */
    static Teller onOut(Session session, boolean verbose) {
        return new Teller(session, session.out(), session.colourOut(), verbose);
    }

    void tell(List<Finding> findings) {
        for (FindingGroup group : FindingGroup.of(findings)) {
            String tag = group.tag();
            stream.println((colour ? Session.inColour(group.isError() ? RED : YELLOW, tag) : tag)
                    + session.shown(group.words(verbose)));
        }
    }

    /** Names everything that was not checked in {@code cluster}, sort by sort. */
    void tell(String cluster, List<Unchecked> unchecked) {
        var byReason = new LinkedHashMap<String, List<String>>();
        for (Unchecked each : unchecked) {
            byReason.computeIfAbsent(each.why(), why -> new ArrayList<>()).add(each.what());
        }
        byReason.forEach((why, all) ->
                stream.println("not checked in " + cluster + ", since " + why + ":\n  " + String.join("\n  ", all)));
    }

    /** Says in a line how much was not checked, if anything. */
    static void count(List<Unchecked> unchecked, Session session) {
        if (!unchecked.isEmpty()) {
            session.err().println("not checked: " + NotChecked.counted(unchecked) + " (espalier check --verbose)");
        }
    }

    /** {@code 1 error}, {@code 2 errors}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
