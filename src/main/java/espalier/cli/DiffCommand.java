package espalier.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Shows what Flux will do between two commits, or would do on a running cluster. */
final class DiffCommand implements Command {
    static final List<String> OUTPUTS = List.of("text", "json", "markdown", "html", "sarif", "github");

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addConnectionTo(
                        Options.command(
                                name(),
                                "Shows what Flux will do when a change is merged: what is made, changed, started anew, moved and"
                                        + " pruned in which order, the dangers first, each with its line of Java; ends with 1"
                                        + " where that is anything. With --live, what it would change on a running cluster if"
                                        + " it applied dist/ as it is now, asked of the API server by a dry run. Of a Secret only"
                                        + " keys are shown.",
                                "  espalier diff                            what this branch changes, up to what is not committed",
                                "  espalier diff v1.2.0 --details           since that tag, every field of every object",
                                "  espalier diff main feature --output markdown",
                                "  espalier diff --output html > plan.html  to look at in a browser",
                                "  espalier diff --java                     compiles both sides and compares that, not dist/",
                                "  espalier diff --live --cluster lab       the lab as it runs, wherever the context leads"),
                        "2m")
                .addOption(
                        LiveOptions.option(
                                "--cluster",
                                "NAME",
                                "Only this cluster; several with commas between. With --live, the one that it must be. Default: all."))
                .addOption(
                        Options.output(
                                OUTPUTS,
                                "text; json; markdown for a comment, never longer than 65,536 characters; html, one page for a browser;"
                                        + " sarif (2.1.0) or github (annotations of a workflow), the dangers at their lines of Java."))
                .addOption(Options.flag("--details", "Every object and every field, as far as the format goes."))
                .addOption(Options.flag("--java", "Compiles both sides instead of reading their dist/."))
                .addOption(Options.flag("--live", "Compares dist/ with a running cluster."))
                .addPositional(Options.optionalArgument(
                        0, "BASE", "The commit before. Default: where this branch left the main one."))
                .addPositional(
                        Options.optionalArgument(1, "HEAD", "The commit after. Default: the files as they are now."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String output = Options.output(given, OUTPUTS);
        return given.hasMatchedOption("--live")
                ? LiveDiff.run(given, session)
                : new TreeDiff(given, session).run(output);
    }
}
