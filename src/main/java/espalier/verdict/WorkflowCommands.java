package espalier.verdict;

import espalier.Finding;
import espalier.Origin;
import java.util.List;

/** Findings as the log lines of which GitHub Actions makes annotations on the lines of Java. */
public final class WorkflowCommands {
    private WorkflowCommands() {}

    /** A command for each finding of {@code verdicts}, each on its line. */
    public static String of(List<Verdict> verdicts, Sources sources) {
        var text = new StringBuilder();
        for (Verdict verdict : verdicts) {
            for (Finding finding : verdict.findings()) {
                text.append("::").append(JsonReport.severity(finding)).append(' ');
                Origin.Line line = finding.origin().line();
                if (line != null) {
                    text.append("file=").append(property(sources.file(line)));
                    text.append(",line=").append(line.number()).append(',');
                }
                text.append("title=").append(property(finding.rule().id()));
                text.append("::").append(data(finding.message() + finding.address()));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
