package espalier.cli;

import espalier.git.TwoCommits;
import espalier.json.JsonLine;
import espalier.plan.Plan;
import espalier.plan.telling.JavaLine;
import espalier.plan.telling.PlanJson;
import espalier.plan.telling.PlanText;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells of two commits: what Flux does by each, and what people do between and after them. */
final class MoveReport {
    private static final int FORMAT = 1;

    private final Session session;
    private final SafeSequence sequence;
    private final String base;
    private final String name;
    private final String main;

    /** @param main what the main branch is called */
    MoveReport(Session session, SafeSequence sequence, String base, String name, String main) {
        this.session = session;
        this.sequence = sequence;
        this.base = base;
        this.name = name;
        this.main = main;
    }

    /** The message of the first commit. */
    static String message(String subject, SafeSequence sequence) {
        return "Prepare \"" + subject + "\"\n\n"
                + "So that Flux does no harm by that: see moves/ of " + String.join(", ", sequence.clusters())
                + ". It must have applied this\ncommit before the next one is merged, which takes moves/ away again.\n";
    }

    /** @param isSame whether Flux has nothing to do at all */
    void needless(boolean json, boolean isSame) {
        if (json) {
            session.out().println(JsonLine.text(document(new Sequence())));
        }
        session.err()
                .println(
                        isSame
                                ? "there is nothing to move: nothing changes since " + base
                                : "one commit will do: nothing since " + base
                                        + " goes to another Kustomization or takes its operator along in a way that does harm"
                                        + " (what else is dangerous, espalier diff says)");
    }

    /** @param written none for a dry run */
    void tell(List<TwoCommits.Branch> written, boolean json) throws IOException {
        if (json) {
            var steps = new Sequence();
            steps.add(step(0, written, sequence.first(), true));
            steps.add(step(1, written, sequence.second(), false));
            session.out().println(JsonLine.text(document(steps)));
        } else {
            text(0, written, sequence.first(), Map.of());
            text(1, written, sequence.second(), lines());
        }
        advise(!written.isEmpty());
    }

    private Mapping document(Sequence steps) {
        return Mapping.of("format", FORMAT).put("base", base).put("commits", steps);
    }

    private Mapping step(int number, List<TwoCommits.Branch> written, List<Plan> plans, boolean early)
            throws IOException {
        Map<String, JavaLines> lines = early ? Map.of() : lines();
        var clusters = new Sequence();
        plans.forEach(plan -> clusters.add(new PlanJson(java(plan, lines)).of(plan)));
        var hands = new Sequence();
        sequence.byHand(early).forEach(hands::add);
        return Mapping.of("branch", name + "-" + (number + 1))
                .putIfAny(
                        "commit", written.isEmpty() ? null : written.get(number).commit())
                .put("clusters", clusters)
                .put("byHand", hands);
    }

    private void text(int number, List<TwoCommits.Branch> written, List<Plan> plans, Map<String, JavaLines> lines) {
        String commit =
                written.isEmpty() ? "" : " (" + written.get(number).commit().substring(0, TreeDiff.SHORT) + ")";
        session.out().println((number + 1) + " of 2: " + name + "-" + (number + 1) + commit);
        for (Plan plan : plans) {
            new PlanText(java(plan, lines), false, session.colourOut())
                    .of(plan)
                    .forEach(line -> session.out().println("  " + line));
        }
    }

    private JavaLine java(Plan plan, Map<String, JavaLines> lines) {
        JavaLines own = lines.getOrDefault(plan.cluster(), JavaLines.NONE);
        return step -> own.shown(step.object(), session);
    }

    private Map<String, JavaLines> lines() throws IOException {
        var names = new ArrayList<String>();
        sequence.second().forEach(plan -> names.add(plan.cluster()));
        return JavaLines.of(session, names);
    }

    private void advise(boolean written) {
        String one = name + "-1";
        String two = name + "-2";
        session.err()
                .println(
                        written
                                ? one + " and " + two + " are written, on " + base + "; nothing is pushed"
                                : "nothing is written: " + one + " and " + two + " would be, on " + base);
        session.err()
                .println("merge " + one + ", and wait until Flux has applied it: espalier watch, or flux get all -A");
        sequence.byHand(true).forEach(each -> session.err().println("  " + each));
        session.err()
                .println("then merge " + two + "; where merging writes commits anew (squash, rebase), first: git rebase"
                        + " --onto " + main + " " + one + " " + two);
        sequence.byHand(false).forEach(each -> session.err().println("  " + each));
    }
}
