package espalier.cli;

import espalier.Finding;
import espalier.rules.Construction;
import espalier.verdict.AnnotationReport;
import espalier.verdict.JsonReport;
import espalier.verdict.Neighbours;
import espalier.verdict.Unchecked;
import espalier.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Compiles clusters and says what is wrong with them, for people or for programs; writes nothing. */
final class CheckCommand implements Command {
    private static final List<String> FORMATS = List.of("text", "json", "sarif", "github");

    @Override
    public String name() {
        return "check";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Compiles the clusters and says what is wrong with them; writes nothing.",
                        "  espalier check                   every cluster",
                        "  espalier check --verbose         and all that was not checked, by name",
                        "  espalier check --format sarif    for a code-scanning page")
                .addOption(Options.clusters())
                .addOption(Options.format(FORMATS, "text, json, sarif (2.1.0), or github (annotations of a workflow)."))
                .addOption(Options.flag("--verbose", "Shortens nothing, and names what was not checked."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        long start = System.nanoTime();
        List<String> asked = Options.clusters(given);
        List<String> names = session.clusters(asked);
        String format = Options.format(given, FORMATS);
        var neighbours = new Neighbours();
        List<Verdict> alone = session.compile(names, compilation -> {
            neighbours.add(compilation.name(), compilation.order());
            return Verdict.of(
                    compilation.name(),
                    compilation.findings(),
                    compilation.order(),
                    compilation.schemas().gaps());
        });
        Map<String, List<Finding>> between = neighbours.findings(session.fleet().names());
        var verdicts = new ArrayList<Verdict>(alone.size());
        for (Verdict verdict : alone) {
            verdicts.add(verdict.and(between.getOrDefault(verdict.cluster(), List.of())));
        }
        switch (format) {
            case "json" -> session.out().print(JsonReport.of(verdicts, session::sourceFile, Version.text()));
            case "sarif" ->
                session.out()
                        .print(AnnotationReport.sarif(
                                verdicts, session::sourceFile, GitFolder.of(session.root()), Version.text()));
            case "github" ->
                session.out()
                        .print(AnnotationReport.github(verdicts, session::sourceFile, GitFolder.of(session.root())));
            default -> text(verdicts, session, given.hasMatchedOption("--verbose"));
        }
        session.out().flush();
        summary(verdicts, session, (System.nanoTime() - start) / 1_000_000);
        return exitCode(verdicts);
    }

    private static void text(List<Verdict> verdicts, Session session, boolean verbose) {
        var teller = Teller.onOut(session, verbose);
        var findings = new ArrayList<Finding>();
        var unchecked = new ArrayList<Unchecked>();
        for (Verdict verdict : verdicts) {
            findings.addAll(verdict.findings());
            unchecked.addAll(verdict.unchecked());
        }
        teller.tell(findings);
        if (verbose) {
            verdicts.forEach(verdict -> teller.tell(verdict.cluster(), verdict.unchecked()));
        } else {
            Teller.count(unchecked, session);
        }
    }

    private static void summary(List<Verdict> verdicts, Session session, long milliseconds) {
        int components = 0;
        int objects = 0;
        int errors = 0;
        int warnings = 0;
        var found = new ArrayList<String>();
        for (Verdict verdict : verdicts) {
            components += verdict.components();
            objects += verdict.objects();
            errors += verdict.errors();
            warnings += verdict.warnings();
            if (!verdict.findings().isEmpty()) {
                found.add(verdict.cluster() + ": " + counted(verdict.errors(), verdict.warnings()));
            }
        }
        String where = verdicts.size() < 2 || found.isEmpty() ? "" : " (" + String.join("; ", found) + ")";
        session.err()
                .println(Teller.count(verdicts.size(), "cluster") + ", " + Teller.count(components, "component") + ", "
                        + Teller.count(objects, "object") + " checked: " + counted(errors, warnings) + where + " in "
                        + milliseconds + " ms");
    }

    private static String counted(int errors, int warnings) {
        if (errors + warnings == 0) {
            return "nothing found";
        }
        String both = errors > 0 && warnings > 0 ? ", " : "";
        return (errors > 0 ? Teller.count(errors, "error") : "")
                + both
                + (warnings > 0 ? Teller.count(warnings, "warning") : "");
    }

    private static int exitCode(List<Verdict> verdicts) {
        int code = ExitCode.DONE;
        for (Verdict verdict : verdicts) {
            code = Math.max(code, verdict.errors() > 0 ? ExitCode.FOUND : ExitCode.DONE);
            for (Finding finding : verdict.findings()) {
                code = finding.rule().equals(Construction.COMPILER_BUG) ? ExitCode.FAILED : code;
            }
        }
        return code;
    }
}
