package espalier.verdict;

import espalier.rules.Rule;
import espalier.rules.Rule.Severity;
import espalier.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What there is to say of one rule: what it means, why it matters, the way out, and whether it can be waived. */
public final class RulePage {
    private static final String EXAMPLES = "/espalier/examples.txt";
    private static final String HEAD = "--- ";

    private RulePage() {}

    /** Whether {@code rule} is one of the compiler, of which there is a page. */
    static boolean isKnown(Rule rule) {
        return Rules.constant(rule) != null;
    }

    /** The page for a terminal. */
    public static String text(Rule rule) {
        var text = new StringBuilder(rule.id());
        text.append(": ").append(rule.title()).append(".\n\n");
        text.append("Severity: ").append(severity(rule)).append(".\n");
        text.append("Why:      ").append(rule.why()).append(".\n");
        text.append("Way out:  ").append(rule.fix()).append(".\n");
        text.append("Waiver:   ").append(waiver(rule, "")).append('\n');
        String example = example(rule);
        if (example != null) {
            text.append("\nExample:\n");
            example.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    /** The page as Markdown, without a heading. */
    static String markdown(Rule rule) {
        return markdown(rule, example(rule));
    }

    /** The page as Markdown, without a heading, with a finding of the rule as it is printed, where there is one. */
    public static String markdown(Rule rule, @Nullable String example) {
        var text = new StringBuilder("**").append(rule.title()).append(".** ");
        text.append(sentence(severity(rule))).append(".\n\n");
        text.append("- Why: ").append(rule.why()).append(".\n");
        text.append("- Way out: ").append(rule.fix()).append(".\n");
        text.append("- Waiver: ").append(waiver(rule, "`")).append('\n');
        if (example != null) {
            text.append("\n```text\n").append(example).append("\n```\n");
        }
        return text.toString();
    }

    private static String severity(Rule rule) {
        String policy = Rules.policies().contains(rule) ? ", where the cluster has switched the policy on" : "";
        return rule.severity() == Severity.ERROR
                ? "error; nothing of the cluster is written" + policy
                : "warning; the cluster is written all the same" + policy;
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String waiver(Rule rule, String quote) {
        String constant = Rules.constant(rule);
        String name = constant == null ? "the constant of the construct that has the rule" : constant;
        return rule.isWaivable()
                ? "on the construct, " + quote + "waive(" + name + ", \"because of what\");" + quote
                : "none; no reason makes it right.";
    }

    /** A finding of {@code rule} as it is printed, or null where none is kept. */
    static @Nullable String example(Rule rule) {
        String all = examples();
        int start = all.indexOf(HEAD + rule.id() + "\n");
        if (start < 0) {
            return null;
        }
        int from = all.indexOf('\n', start) + 1;
        int to = all.indexOf("\n" + HEAD, from);
        return all.substring(from, to < 0 ? all.length() : to).strip();
    }

    private static String examples() {
        try (InputStream in = RulePage.class.getResourceAsStream(EXAMPLES)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
