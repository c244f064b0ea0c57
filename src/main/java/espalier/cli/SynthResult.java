package espalier.cli;

import espalier.Finding;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.output.Change;
import espalier.output.OutputFile;
import espalier.report.ChangeReport;
import espalier.rules.Construction;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import espalier.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one cluster, in numbers and words alone: its objects and files are let go as soon as they are written.
 *
 * @param cluster its name
 * @param findings what was found, with why it was not written
 * @param unchecked what no check looked at
 * @param report what differs, for {@code --check}
 * @param exitCode one of {@link ExitCode}
 */
record SynthResult(
        String cluster,
        List<Finding> findings,
        List<Unchecked> unchecked,
        List<String> report,
        int components,
        int objects,
        int written,
        int unchanged,
        int removed,
        int exitCode) {

    /** A cluster that does not compile. */
    static SynthResult broken(Compilation compilation) {
        int code = ExitCode.FOUND;
        for (Finding finding : compilation.findings()) {
            code = finding.rule().equals(Construction.COMPILER_BUG) ? ExitCode.FAILED : code;
        }
        return new SynthResult(compilation.name(), compilation.findings(), List.of(), List.of(), 0, 0, 0, 0, 0, code);
    }

    /** A cluster whose tree stays as it is because of {@code why}. */
    static SynthResult unwritten(Compilation compilation, Order order, List<Finding> why, int exitCode) {
        var findings = new ArrayList<>(compilation.findings());
        findings.addAll(why);
        int objects = order.graph().objects().size();
        return new SynthResult(
                compilation.name(),
                findings,
                List.of(),
                List.of(),
                Verdict.components(order),
                objects,
                0,
                0,
                0,
                exitCode);
    }

    /** A cluster that was written, or only compared, with a {@code report} of what differs. */
    static SynthResult of(
            Compilation compilation, Order order, List<OutputFile> files, List<Change> changes, List<String> report) {
        int removed = 0;
        for (Change change : changes) {
            removed += change.wanted() == null ? 1 : 0;
        }
        int written = changes.size() - removed;
        return new SynthResult(
                compilation.name(),
                compilation.findings(),
                NotChecked.in(order.graph(), compilation.schemas().gaps()),
                report,
                Verdict.components(order),
                order.graph().objects().size(),
                written,
                files.size() - written,
                removed,
                !report.isEmpty() ? ExitCode.FOUND : ExitCode.DONE);
    }

    boolean isFailed() {
        return exitCode != ExitCode.DONE && report.isEmpty();
    }

    /** Says on standard output what would change. */
    void tellReport(Session session) {
        report.forEach(line -> session.out().println(session.shown(line)));
    }

    /** What {@code changes} would change, file by file and field by field. */
    static List<String> report(Compilation compilation, DistDirectory dist, List<Change> changes) {
        var lines = new ArrayList<String>();
        for (Change change : changes) {
            OutputFile wanted = change.wanted();
            lines.add(change.word() + " " + dist.shown(compilation.name() + "/" + change.path()));
            if (change.present() != null && wanted != null) {
                ChangeReport.fields(change).forEach(field -> lines.add("  " + field));
                lines.add("  made at " + wanted.spec().origin());
            }
        }
        return lines;
    }
}
