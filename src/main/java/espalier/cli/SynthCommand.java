package espalier.cli;

import espalier.Finding;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.output.ClusterDirectory;
import espalier.output.OutputFile;
import espalier.output.Update;
import espalier.rules.Versions;
import espalier.verdict.Neighbours;
import espalier.verdict.Unchecked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Compiles clusters and brings {@code dist/} to what they say, or says how it differs. */
final class SynthCommand implements Command {
    @Override
    public String name() {
        return "synth";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Compiles the clusters, checks them and writes dist/.",
                        "  espalier synth                   every cluster",
                        "  espalier synth --cluster lab     only the lab",
                        "  espalier synth --check           writes nothing; ends with 1 on a difference")
                .addOption(Options.clusters())
                .addOption(Options.out())
                .addOption(Options.flag("--check", "Writes nothing, and shows what synth would change."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        long start = System.nanoTime();
        List<String> asked = Options.clusters(given);
        List<String> names = session.clusters(asked);
        var dist = new DistDirectory(session.root(), Options.out(given, session));
        boolean check = given.hasMatchedOption("--check");
        var neighbours = new Neighbours();
        List<SynthResult> results = session.compile(names, compilation -> {
            neighbours.add(compilation.name(), compilation.order());
            return one(compilation, dist, check);
        });
        int code = ExitCode.DONE;
        var findings = new ArrayList<Finding>();
        var unchecked = new ArrayList<Unchecked>();
        for (SynthResult result : results) {
            addTold(result.findings(), findings);
            unchecked.addAll(result.unchecked());
            code = Math.max(code, result.exitCode());
        }
        for (List<Finding> between :
                neighbours.findings(session.fleet().names()).values()) {
            findings.addAll(between);
            code = Math.max(code, ExitCode.FOUND);
        }
        if (asked.isEmpty()) {
            findings.addAll(Strays.in(dist, session.fleet().names()));
        }
        Teller.onErr(session).tell(findings);
        for (SynthResult result : results) {
            result.tellReport(session);
        }
        Teller.count(unchecked, session);
        summary(results, session, check, (System.nanoTime() - start) / 1_000_000);
        return code;
    }

    /**
     * All but what somebody declared with a reason: it would stand here at every run, and teach people to read past warnings. It is
     * counted among what is not checked, and {@code check} tells it.
     */
    private static void addTold(List<Finding> found, List<Finding> told) {
        for (Finding finding : found) {
            if (!finding.rule().equals(Versions.DIGEST_UNKNOWN)) {
                told.add(finding);
            }
        }
    }

    /** Compares one cluster with its tree, and writes it unless {@code check}. */
    static SynthResult one(Compilation compilation, DistDirectory dist, boolean check) {
        Order order = compilation.order();
        if (compilation.failed() || order == null) {
            return SynthResult.broken(compilation);
        }
        var findings = new WriteFindings(compilation, dist);
        try {
            ClusterDirectory directory = dist.cluster(compilation.name());
            List<OutputFile> files = ClusterDirectory.render(compilation.files());
            Update update = check ? directory.compare(files) : directory.update(files);
            if (update.isRefused()) {
                int code = check || update.obstacles().isEmpty() ? ExitCode.FOUND : ExitCode.FAILED;
                return SynthResult.unwritten(compilation, order, findings.of(update), code);
            }
            if (!check) {
                compilation.schemas().remember();
            }
            List<String> report = check ? SynthResult.report(compilation, dist, update.changes()) : List.of();
            return SynthResult.of(compilation, order, files, update.changes(), report);
        } catch (IOException | UncheckedIOException e) {
            return SynthResult.unwritten(compilation, order, List.of(findings.failed(e)), ExitCode.FAILED);
        }
    }

    private static void summary(List<SynthResult> results, Session session, boolean check, long milliseconds) {
        int components = 0;
        int objects = 0;
        int written = 0;
        int unchanged = 0;
        int removed = 0;
        var failed = new ArrayList<String>(0);
        for (SynthResult result : results) {
            components += result.components();
            objects += result.objects();
            written += result.written();
            unchanged += result.unchanged();
            removed += result.removed();
            if (result.isFailed()) {
                failed.add(result.cluster());
            }
        }
        session.err()
                .println(Teller.count(results.size(), "cluster") + ", " + Teller.count(components, "component") + ", "
                        + Teller.count(objects, "object") + ": " + Teller.count(written, "file")
                        + (check ? " to write, " : " written, ")
                        + unchanged + " unchanged, " + removed + (check ? " to remove" : " removed")
                        + " in " + milliseconds + " ms");
        if (!failed.isEmpty()) {
            session.err().println(session.coloured("31", left(failed, results, check)));
        }
    }

    /** Which clusters stay as they were, and which do not: those are no worse for it. */
    private static String left(List<String> failed, List<SynthResult> results, boolean check) {
        var others = new ArrayList<String>();
        for (SynthResult result : results) {
            if (!failed.contains(result.cluster())) {
                others.add(result.cluster());
            }
        }
        return Teller.count(failed.size(), "cluster")
                + (check ? " not compared: " : " not written, and as before in dist/: ")
                + String.join(", ", failed)
                + (others.isEmpty() ? "" : (check ? "; compared: " : "; up to date: ") + String.join(", ", others));
    }
}
