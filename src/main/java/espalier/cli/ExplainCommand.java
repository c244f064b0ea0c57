package espalier.cli;

import espalier.Finding;
import espalier.Names;
import espalier.rules.Chapter;
import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import espalier.rules.Rules;
import espalier.verdict.RulePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Says what a rule means, or lists all rules. */
final class ExplainCommand implements Command {
    @Override
    public String name() {
        return "explain";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Says what a rule means: why it matters, the way out, whether it can be waived. Without one, lists"
                                + " them all.",
                        "  espalier explain                     all rules, by chapter",
                        "  espalier explain reference-missing   the page of one")
                .addPositional(PositionalParamSpec.builder()
                        .arity("0..1")
                        .type(String.class)
                        .paramLabel("ID")
                        .completionCandidates(ids(Rules.all()))
                        .description("What a finding has in brackets: error[ID].")
                        .build());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String id = given.matchedPositionalValue(0, "");
        session.out().print(id.isEmpty() ? list() : RulePage.text(rule(id, session)));
        session.out().flush();
        return ExitCode.DONE;
    }

    private static Rule rule(String id, Session session) throws IOException, UsageException {
        Rule rule = Rules.called(id);
        rule = rule == null ? ofConstruct(id, session) : rule;
        if (rule != null) {
            return rule;
        }
        String near = Names.nearest(id, ids(Rules.all()));
        throw new UsageException("Tried to explain \"" + id + "\", but there is no such rule"
                + (near == null ? "; `espalier explain` lists them all" : ". Did you mean " + near + "?"));
    }

    /** A construct's own rule is known only where it is broken, which is where somebody asks for it. */
    private static @Nullable Rule ofConstruct(String id, Session session) throws IOException {
        for (List<Finding> findings : session.compile(session.fleet().names(), compilation -> compilation.findings())) {
            for (Finding finding : findings) {
                if (finding.rule().id().equals(id)) {
                    return finding.rule();
                }
            }
        }
        return null;
    }

    private static List<String> ids(List<Rule> rules) {
        var ids = new ArrayList<String>();
        rules.forEach(rule -> ids.add(rule.id()));
        return ids;
    }

    private static String list() {
        int width = 0;
        for (Rule rule : Rules.all()) {
            width = Math.max(width, rule.id().length());
        }
        var text = new StringBuilder();
        for (Chapter chapter : Rules.chapters()) {
            text.append(text.length() == 0 ? "" : "\n").append(chapter.about()).append('\n');
            for (Rule rule : chapter.rules()) {
                text.append("  ")
                        .append(rule.id())
                        .append(" ".repeat(width - rule.id().length() + 2));
                text.append(rule.title()).append(rule.severity() == Severity.WARNING ? " (warning)" : "");
                text.append('\n');
            }
        }
        return text.toString();
    }
}
