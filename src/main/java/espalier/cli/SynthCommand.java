package espalier.cli;

import espalier.Finding;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.output.Change;
import espalier.output.ClusterDirectory;
import espalier.output.OutputFile;
import espalier.report.ChangeReport;
import java.io.IOException;
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
                        "  espalier synth --check           writes nothing; ends with 1 when dist/ is not what the Java says")
                .addOption(Options.clusters())
                .addOption(Options.out())
                .addOption(Options.flag("--check", "Writes nothing, and shows what synth would change."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        long start = System.nanoTime();
        List<String> names = session.clusters(Options.clusters(given));
        var dist = new DistDirectory(session.root(), Options.out(given, session));
        boolean check = given.hasMatchedOption("--check");
        List<Result> results = session.compile(names, compilation -> one(compilation, dist, check));
        for (Result result : results) {
            tell(result, session, check);
        }
        summary(results, session, check, (System.nanoTime() - start) / 1_000_000);
        return exitCode(results, check);
    }

    /** What was done for one cluster. */
    private record Result(
            String cluster,
            List<Finding> findings,
            int components,
            int objects,
            int files,
            List<Change> changes,
            boolean failed) {}

    private static Result one(Compilation compilation, DistDirectory dist, boolean check) throws IOException {
        Order order = compilation.order();
        if (compilation.failed() || order == null) {
            return new Result(compilation.name(), compilation.findings(), 0, 0, 0, List.of(), true);
        }
        ClusterDirectory directory = dist.cluster(compilation.name());
        List<OutputFile> files = ClusterDirectory.render(compilation.files());
        var findings = new ArrayList<>(compilation.findings());
        List<Change> changes;
        boolean failed = false;
        try {
            changes = directory.changes(files);
            List<Change> uncommitted = check ? List.of() : directory.uncommitted(changes);
            uncommitted.forEach(change -> findings.add(uncommitted(compilation.name(), change)));
            failed = !uncommitted.isEmpty();
            if (!failed && !check && !changes.isEmpty()) {
                directory.write(changes);
            }
        } catch (IOException e) {
            findings.add(unwritable(compilation.name(), directory, e));
            changes = List.of();
            failed = true;
        }
        int components = (int)
                order.units().stream().map(unit -> unit.component()).distinct().count();
        return new Result(
                compilation.name(),
                findings,
                components,
                order.graph().objects().size(),
                files.size(),
                changes,
                failed);
    }

    private static Finding uncommitted(String cluster, Change change) {
        OutputFile wanted = change.wanted();
        String path = "dist/" + cluster + "/" + change.path();
        return new Finding(
                "uncommitted-work",
                Finding.Severity.ERROR,
                "Tried to " + (wanted == null ? "remove " : "write ") + path
                        + ", but it holds a change that is not committed: "
                        + String.join("; ", ChangeReport.fields(change)),
                cluster,
                wanted == null ? Origin.UNKNOWN : wanted.spec().origin(),
                "keep it with `./espalier absorb " + path + "`, or drop it with `git checkout -- " + path + "`");
    }

    private static Finding unwritable(String cluster, ClusterDirectory directory, IOException e) {
        String reason = e instanceof java.nio.file.FileSystemException file && file.getReason() != null
                ? file.getFile() + ": " + file.getReason()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        return new Finding(
                "dist-not-writable",
                Finding.Severity.ERROR,
                "Tried to write " + directory.path() + ", but " + reason
                        + "; nothing of the cluster was changed, or the" + " next synth puts it right",
                cluster,
                Origin.UNKNOWN,
                "make the directory writable, or free space, and run synth again");
    }

    private static void tell(Result result, Session session, boolean check) {
        for (Finding finding : result.findings) {
            boolean error = finding.severity() == Finding.Severity.ERROR;
            session.err().println(session.coloured(error ? "31" : "33", finding.toString()));
        }
        if (check) {
            for (Change change : result.changes) {
                session.out().println(change.word() + " " + result.cluster + "/" + change.path());
                if (change.present() != null && change.wanted() != null) {
                    ChangeReport.fields(change).forEach(line -> session.out().println("  " + line));
                    session.out().println("  made at " + change.wanted().spec().origin());
                }
            }
        }
    }

    private static void summary(List<Result> results, Session session, boolean check, long milliseconds) {
        int components = 0;
        int objects = 0;
        int written = 0;
        int removed = 0;
        int unchanged = 0;
        int failed = 0;
        for (Result result : results) {
            components += result.components;
            objects += result.objects;
            failed += result.failed ? 1 : 0;
            int gone = 0;
            for (Change change : result.changes) {
                gone += change.wanted() == null ? 1 : 0;
            }
            if (!result.failed) {
                removed += gone;
                written += result.changes.size() - gone;
                unchanged += result.files - (result.changes.size() - gone);
            }
        }
        String done = check ? " files to write, " : " files written, ";
        session.err()
                .println(count(results.size(), "cluster") + ", " + count(components, "component") + ", "
                        + count(objects, "object") + ": " + written + done + unchanged + " unchanged, " + removed
                        + (check ? " to remove" : " removed")
                        + (failed == 0 ? "" : ", " + session.coloured("31", count(failed, "cluster") + " not written"))
                        + " in " + milliseconds + " ms");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static int exitCode(List<Result> results, boolean check) {
        int code = ExitCode.DONE;
        for (Result result : results) {
            for (Finding finding : result.findings) {
                if (finding.id().equals("dist-not-writable")) {
                    return ExitCode.FAILED;
                }
            }
            if (result.failed || check && !result.changes.isEmpty()) {
                code = ExitCode.FOUND;
            }
        }
        return code;
    }
}
