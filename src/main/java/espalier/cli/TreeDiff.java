package espalier.cli;

import espalier.git.CommittedTree;
import espalier.git.Revisions;
import espalier.json.JsonLine;
import espalier.plan.Plan;
import espalier.plan.page.PlanPage;
import espalier.plan.telling.JavaLine;
import espalier.plan.telling.PlanAnnotations;
import espalier.plan.telling.PlanJson;
import espalier.plan.telling.PlanMarkdown;
import espalier.plan.telling.PlanText;
import espalier.tree.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Compares two states of {@code dist/}, for {@code espalier diff}. */
final class TreeDiff {
    /** As git shortens a hash. */
    static final int SHORT = 7;

    private final ParseResult given;
    private final Session session;

    TreeDiff(ParseResult given, Session session) {
        this.given = given;
        this.session = session;
    }

    int run(String output) throws IOException, UsageException {
        try (Revisions revisions = Revisions.around(session.root())) {
            if (revisions == null) {
                return failed("there is no git repository around " + session.root());
            }
            String head = given.matchedPositionalValue(1, (String) null);
            String after = head == null ? null : revisions.hash(head);
            String current = revisions.hash("HEAD");
            String base = given.matchedPositionalValue(0, (String) null);
            String before = base == null ? usualBase(revisions, after == null ? current : after) : revisions.hash(base);
            if (before == null || head != null && after == null) {
                return failed((base == null && before == null
                                ? "this branch and the main one have no commit in common: name the commit before"
                                : "there is no commit " + (before == null ? base : head))
                        + (revisions.isShallow()
                                ? ", as far as this clone knows, which is shallow: git fetch --unshallow"
                                : ""));
            }
            Named earlier = new Named(shown(base, before), tree(revisions, before));
            Named later = after == null
                    ? new Named("the files as they are", tree(revisions, null))
                    : new Named(shown(head, after), tree(revisions, after));
            return compare(earlier, later, after == null || after.equals(current), output);
        } catch (CommittedProgram.Broken | OwnFolder.Refused e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** @param hash of the commit; null for the files as they are */
    private DistTree tree(Revisions revisions, @Nullable String hash)
            throws IOException, UsageException, CommittedProgram.Broken {
        boolean compiled = given.hasMatchedOption("--java");
        if (hash == null) {
            DistTree there = DistTree.at(session.root());
            return compiled ? CompiledTree.now(session, session.clusters(asked()), there) : there;
        }
        CommittedTree commit = revisions.tree(hash);
        DistTree there = DistTree.of(commit);
        return compiled ? CompiledTree.of(commit, hash, session, there) : there;
    }

    private List<String> asked() {
        String names = given.matchedOptionValue("--cluster", "");
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private record Named(String name, DistTree tree) {}

    static String shown(@Nullable String asked, String hash) {
        String commit = hash.substring(0, SHORT);
        return asked == null || hash.startsWith(asked) ? commit : asked + " (" + commit + ")";
    }

    /** Where {@code head} left the main branch; {@code head} itself where there is none. */
    static @Nullable String usualBase(Revisions revisions, @Nullable String head) throws IOException {
        String main = revisions.mainBranch();
        String tip = main == null ? null : revisions.hash(main);
        return tip == null || head == null ? head : revisions.mergeBase(tip, head);
    }

    private int compare(Named before, Named after, boolean isCheckedOut, String output)
            throws IOException, UsageException {
        var plans = new ArrayList<Plan>();
        List<String> names = names(before.tree, after.tree);
        Map<String, String> renamed = renamed(before.tree, after.tree);
        for (String name : names) {
            if (renamed.containsValue(name)) {
                continue; // told under its new name
            }
            Plan plan = TwoTrees.plan(renamed.getOrDefault(name, name), name, before.tree, after.tree);
            if (plan != null && !plan.isEmpty()) {
                plans.add(plan);
            }
        }
        Map<String, JavaLines> lines = isCheckedOut ? lines(plans) : Map.of();
        switch (output) {
            case "json" -> json(plans, lines, before.name, after.name);
            case "markdown" -> markdown(plans, lines);
            case "html" -> html(plans, lines, before.name, after.name);
            case "sarif" ->
                session.out()
                        .print(PlanAnnotations.sarif(
                                annotated(plans, lines), GitFolder.of(session.root()), Version.text()));
            case "github" ->
                session.out().print(PlanAnnotations.github(annotated(plans, lines), GitFolder.of(session.root())));
            default -> text(plans, lines);
        }
        if (plans.isEmpty()) {
            session.err().println("nothing changes between " + before.name + " and " + after.name);
        } else if (!isCheckedOut) {
            session.err().println("no lines of Java: " + after.name + " is not what is checked out");
        }
        return plans.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private Map<String, JavaLines> lines(List<Plan> plans) throws IOException {
        var names = new ArrayList<String>();
        for (Plan plan : plans) {
            if (session.fleet().names().contains(plan.cluster())) {
                names.add(plan.cluster());
            }
        }
        Map<String, JavaLines> lines = names.isEmpty() ? Map.of() : JavaLines.of(session, names);
        for (JavaLines each : lines.values()) {
            if (!each.why().isEmpty()) {
                session.err().println(each.why());
            }
        }
        return lines;
    }

    private JavaLine java(Plan plan, Map<String, JavaLines> lines) {
        JavaLines own = lines.getOrDefault(plan.cluster(), JavaLines.NONE);
        return step -> own.shown(step.object(), session);
    }

    private void text(List<Plan> plans, Map<String, JavaLines> lines) {
        boolean details = given.hasMatchedOption("--details");
        for (Plan plan : plans) {
            new PlanText(java(plan, lines), details, session.colourOut())
                    .of(plan)
                    .forEach(session.out()::println);
        }
    }

    private void json(List<Plan> plans, Map<String, JavaLines> lines, String base, String head) {
        var clusters = new Sequence();
        plans.forEach(plan -> clusters.add(new PlanJson(java(plan, lines)).of(plan)));
        session.out().println(JsonLine.text(PlanJson.document(base, head, clusters)));
    }

    private void markdown(List<Plan> plans, Map<String, JavaLines> lines) {
        var told = new ArrayList<PlanMarkdown.Told>();
        plans.forEach(plan -> told.add(new PlanMarkdown.Told(plan, java(plan, lines))));
        session.out().print(PlanMarkdown.of(told, PlanMarkdown.LONGEST));
    }

    private List<PlanAnnotations.Told> annotated(List<Plan> plans, Map<String, JavaLines> lines) {
        var told = new ArrayList<PlanAnnotations.Told>();
        for (Plan plan : plans) {
            var places = new PlanPlaces(lines.getOrDefault(plan.cluster(), JavaLines.NONE), session);
            told.add(new PlanAnnotations.Told(plan, places));
        }
        return told;
    }

    private void html(List<Plan> plans, Map<String, JavaLines> lines, String base, String head) {
        var told = new ArrayList<PlanPage.Told>();
        plans.forEach(plan -> told.add(new PlanPage.Told(plan, java(plan, lines))));
        session.out().print(PlanPage.of(told, base, head));
    }

    private static Map<String, String> renamed(DistTree before, DistTree after) throws IOException {
        var gone = new ArrayList<>(before.clusters());
        var come = new ArrayList<>(after.clusters());
        gone.removeAll(after.clusters());
        come.removeAll(before.clusters());
        return gone.isEmpty() || come.isEmpty() ? Map.of() : TwoTrees.renamed(gone, come, before, after);
    }

    private List<String> names(DistTree before, DistTree after) throws IOException, UsageException {
        if (!asked().isEmpty()) {
            return session.clusters(asked());
        }
        var names = new TreeSet<>(before.clusters());
        names.addAll(after.clusters());
        return List.copyOf(names);
    }

    private int failed(String why) {
        session.err().println(session.coloured("31", "Tried to compare two states of dist/, but " + why));
        return ExitCode.FAILED;
    }
}
