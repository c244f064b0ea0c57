package espalier.cli;

import espalier.git.CommittedTree;
import espalier.git.PushException;
import espalier.git.Revisions;
import espalier.git.TwoCommits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes a change by which Flux would delete first as two commits by which it does not. */
final class MoveCommand implements Command {
    private static final List<String> OUTPUTS = List.of("text", "json");

    @Override
    public String name() {
        return "move";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Writes the committed change of this branch as two commits, each on a branch of its own, where one commit"
                                + " would have Flux delete what moves to another Kustomization, uninstall what is renamed, or"
                                + " remove an operator before what only it lets go of. The second comes to the same files as this"
                                + " branch. Nothing is pushed, and what is checked out stays as it is.",
                        "  espalier move                       writes BRANCH-1 and BRANCH-2, if this branch needs that",
                        "  espalier move --dry-run             shows what Flux would do by each; ends with 1 if two are needed",
                        "  espalier move main --branch films   films-1 and films-2, on main")
                .addOption(
                        Options.option("-b", "--branch", "NAME", "What the branches are called. Default: as this one."))
                .addOption(Options.output(OUTPUTS, "text or json."))
                .addOption(Options.flag("--dry-run", "Writes nothing."))
                .addPositional(Options.optionalArgument(
                        0, "BASE", "The commit that both stand on. Default: where this branch left the main one."));
    }

    /** Why nothing can be written, in words that begin behind "but". */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String why) {
            super(why);
        }
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String output = Options.output(given, OUTPUTS);
        try (TwoCommits commits = TwoCommits.in(session.root());
                Revisions revisions = Revisions.around(session.root())) {
            if (revisions == null) {
                throw new Refusal("there is no git repository around " + session.root());
            }
            String base = base(given, revisions, commits.head());
            String name = given.matchedOptionValue("--branch", commits.branch());
            if (name == null) {
                throw new Refusal("HEAD is on no branch: name the new ones with --branch");
            }
            commits.refuse(base, name);
            refuseOtherTree(session);
            return sequence(given, session, commits, revisions, base, name, output.equals("json"));
        } catch (PushException | Refusal | SafeSequence.Impossible | CommittedProgram.Broken | OwnFolder.Refused e) {
            session.err()
                    .println(session.coloured("31", "Tried to make two commits of this change, but " + e.getMessage()));
            return ExitCode.FAILED;
        }
    }

    private static String base(ParseResult given, Revisions revisions, String head) throws IOException, Refusal {
        String asked = given.matchedPositionalValue(0, (String) null);
        String base = asked == null ? TreeDiff.usualBase(revisions, head) : revisions.hash(asked);
        if (base == null) {
            throw new Refusal(
                    asked == null
                            ? "this branch and the main one have no commit in common: name the commit before"
                            : "there is no commit " + asked);
        }
        return base;
    }

    /** The second commit is what is checked out, and that has to be what its synth writes. */
    private static void refuseOtherTree(Session session) throws IOException, UsageException, Refusal {
        var dist = DistDirectory.of(session);
        List<String> clusters = session.clusters(List.of());
        List<SynthResult> results = session.compile(clusters, each -> SynthCommand.one(each, dist, true));
        for (int i = 0; i < results.size(); i++) {
            SynthResult result = results.get(i);
            if (result.isFailed()) {
                throw new Refusal("the cluster " + clusters.get(i) + " has errors: see espalier check");
            }
            if (result.exitCode() != ExitCode.DONE) {
                throw new Refusal("dist/ is not what the Java says (espalier synth --check shows where): run mvn synth,"
                        + " and commit what it writes");
            }
        }
    }

    private static int sequence(
            ParseResult given,
            Session session,
            TwoCommits commits,
            Revisions revisions,
            String base,
            String name,
            boolean json)
            throws IOException, PushException, CommittedProgram.Broken, SafeSequence.Impossible, Refusal {
        CommittedTree commit = revisions.tree(base);
        DistTree before = DistTree.of(commit);
        DistTree after = DistTree.of(revisions.tree(commits.head()));
        var sequence = SafeSequence.of(before, after, inBoth(before, after));
        String called = given.matchedPositionalValue(0, (String) null);
        var report = new MoveReport(session, sequence, TreeDiff.shown(called, base), name, mainBranch(revisions));
        if (sequence.isNeedless()) {
            boolean isSame = sequence.isNothing() && before.clusters().equals(after.clusters());
            report.needless(json, isSame);
            return ExitCode.DONE;
        }
        SafeSequence.refuseAnother(commit);
        String subject = commits.subject();
        String because = "\"" + subject + "\" comes in the next commit, and Flux must have applied this one by then";
        try (CommittedProgram program =
                CommittedProgram.of(commit, base, session.root().resolve("target/move"))) {
            session.err().println("compiling " + base.substring(0, TreeDiff.SHORT) + ", as it was");
            sequence.prepare(program, because);
        }
        refuseOvertaken(sequence, revisions, commits.head());
        boolean dry = given.hasMatchedOption("--dry-run");
        List<TwoCommits.Branch> written =
                dry ? List.of() : commits.write(base, sequence.files(), MoveReport.message(subject, sequence), name);
        report.tell(written, json);
        return dry ? ExitCode.FOUND : ExitCode.DONE;
    }

    /** What is prepared as it was, but is something else by now, would be merged with that, and nobody would have looked at it. */
    private static void refuseOvertaken(SafeSequence sequence, Revisions revisions, String head)
            throws IOException, Refusal {
        String main = revisions.mainBranch();
        String tip = main == null ? null : revisions.hash(main);
        String left = tip == null ? null : revisions.mergeBase(tip, head);
        if (tip == null || left == null || left.equals(tip)) {
            return;
        }
        CommittedTree then = revisions.tree(left);
        CommittedTree now = revisions.tree(tip);
        for (String path : sequence.files().keySet()) {
            if (!Objects.equals(then.id(path), now.id(path))) {
                throw new Refusal(path + ", which the first commit changes, is another on " + main
                        + " since this branch left that: git rebase " + main
                        + ", mvn synth, commit what it writes, and run this again");
            }
        }
    }

    private static String mainBranch(Revisions revisions) throws IOException {
        String main = revisions.mainBranch();
        return main == null ? "the main branch" : main;
    }

    /** A cluster that is new or gone moves nothing: Flux begins, or ends, with all of it. */
    private static List<String> inBoth(DistTree before, DistTree after) throws IOException {
        var names = new TreeSet<>(before.clusters());
        names.retainAll(after.clusters());
        return new ArrayList<>(names);
    }
}
