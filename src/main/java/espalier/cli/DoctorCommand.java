package espalier.cli;

import espalier.doctor.Diagnosis;
import espalier.doctor.Examination;
import espalier.doctor.Id;
import espalier.doctor.NoAnswer;
import espalier.doctor.ObjectSource;
import espalier.doctor.OutOfTime;
import espalier.doctor.Snapshot;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Rights;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says why a running cluster does not do what Flux was told. */
final class DoctorCommand implements Command {
    static final Duration USUAL = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Finds what is wrong on a running cluster: each cause once, what only waits for it below, with"
                                        + " the line of Java and the command to run next. Changes nothing; Secrets are read only to keep their values out of what a pod wrote.",
                                "  espalier doctor                       everything that Flux does there",
                                "  espalier doctor apps-redis            why this is not ready",
                                "  espalier doctor --context lab --output json"),
                        "1m")
                .addPositional(Options.optionalArgument(
                        0,
                        "NAME",
                        "A Kustomization, HelmRelease or source, with its kind or namespace and a slash in front where"
                                + " the name alone does not say which. Default: all."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        String name = given.matchedPositionalValue(0, (String) null);
        String java = given.matchedOptionValue("--cluster", (String) null);
        Duration timeout = LiveOptions.timeout(given, USUAL);
        try (LiveCluster cluster = LiveOptions.cluster(given, session, List.of(), timeout)) {
            return examine(cluster.objects(timeout), cluster.name(), session, name, java, json);
        } catch (LiveException e) {
            return LiveOptions.tell(session, "examine the cluster", e);
        }
    }

    /** Examines what is behind {@code source}, called {@code cluster}; only {@code name} where that is given. */
    static int examine(
            ObjectSource source,
            String cluster,
            Session session,
            @Nullable String name,
            @Nullable String java,
            boolean json)
            throws IOException {
        Snapshot snapshot;
        try {
            snapshot = Examination.of(source, Instant.now());
        } catch (NoAnswer e) {
            session.err().println(session.coloured("31", "Tried to examine " + cluster + ", but " + e.getMessage()));
            return e instanceof OutOfTime ? ExitCode.OUT_OF_TIME : ExitCode.FAILED;
        }
        List<Id> asked = name == null ? List.of() : snapshot.named(name);
        if (name != null && asked.isEmpty()) {
            session.err().println("Tried to examine " + name + ", but Flux has nothing of that name on " + cluster);
            return ExitCode.FAILED;
        }
        return tell(snapshot, Diagnosis.of(snapshot, asked), source, cluster, session, java, json);
    }

    private static int tell(
            Snapshot snapshot,
            Diagnosis diagnosis,
            ObjectSource source,
            String cluster,
            Session session,
            @Nullable String java,
            boolean json)
            throws IOException {
        boolean found = !diagnosis.roots().isEmpty();
        JavaLines lines = found ? JavaLines.of(session, java, snapshot) : JavaLines.NONE;
        var report = new DoctorReport(session, lines);
        PrintStream out = session.out();
        if (json) {
            report.json(diagnosis, out);
        } else {
            report.text(diagnosis, out, session.colourOut());
        }
        PrintStream err = session.err();
        if (!lines.why().isEmpty()) {
            err.println(lines.why());
        }
        snapshot.leftOut().forEach(what -> err.println("not looked at: " + what));
        boolean blind = !snapshot.refused().isEmpty();
        if (blind) {
            err.println(session.coloured("33", "this user may not see everything: ")
                    + String.join(
                            ", ",
                            snapshot.refused().stream().map(Object::toString).toList())
                    + ". The least role that lets it:\n\n" + Rights.role(snapshot.refused()));
        }
        int causes = diagnosis.roots().size();
        err.println(cluster + ": "
                + (found ? causes == 1 ? "1 cause" : causes + " causes" : healthy(diagnosis, blind))
                + " (" + diagnosis.examined() + " objects of Flux and what they stand on, " + source.calls()
                + " calls)");
        return found ? ExitCode.FOUND : blind && diagnosis.examined() == 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String healthy(Diagnosis diagnosis, boolean blind) {
        return !blind
                ? diagnosis.knownBroken().isEmpty() ? "nothing wrong" : "nothing wrong but what is known not to work"
                : diagnosis.examined() == 0 ? "nothing could be seen" : "nothing wrong in what could be seen";
    }
}
