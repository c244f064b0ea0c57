package espalier.cli;

import espalier.applied.AppliedTree;
import espalier.doctor.NoAnswer;
import espalier.doctor.ObjectSource;
import espalier.doctor.OutOfTime;
import espalier.doctor.Refused;
import espalier.doctor.Resource;
import espalier.doctor.Right;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Rights;
import espalier.preview.Preview;
import espalier.tree.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Compares {@code dist/} with a running cluster, for {@code espalier diff --live}. */
final class LiveDiff {
    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Resource KUSTOMIZATIONS =
            new Resource("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations");
    private static final List<Right> NEEDED =
            List.of(new Right(KUSTOMIZATIONS.group(), KUSTOMIZATIONS.plural(), "list"));

    private LiveDiff() {}

    static int run(ParseResult given, Session session) throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        Duration timeout = LiveOptions.timeout(given, USUAL);
        try (LiveCluster cluster = LiveOptions.cluster(given, session, NEEDED, timeout)) {
            ObjectSource source = cluster.objects(timeout);
            String name = given.matchedOptionValue("--cluster", (String) null);
            String followed = name == null ? followed(source, session) : name;
            if (followed == null) {
                return tell(
                        session,
                        "no Kustomization of " + cluster.name()
                                + " follows the directory of a cluster of this repository: say which with --cluster",
                        ExitCode.FAILED);
            }
            String directory = "dist/" + followed;
            if (!Files.isDirectory(session.root().resolve(directory))) {
                return tell(session, "there is no " + directory + ": run mvn synth", ExitCode.FAILED);
            }
            AppliedTree tree = AppliedTree.of(DistTree.at(session.root()).files(), directory);
            return show(Preview.of(tree, source, cluster.dryRun(timeout)), followed, cluster, session, json);
        } catch (LiveException e) {
            return LiveOptions.tell(session, "compare dist/ with a running cluster", e);
        } catch (NoAnswer e) {
            return tell(
                    session,
                    String.valueOf(e.getMessage()),
                    e instanceof OutOfTime ? ExitCode.OUT_OF_TIME : ExitCode.FAILED);
        }
    }

    private static int tell(Session session, String why, int code) {
        session.err().println(session.coloured("31", "Tried to compare dist/ with a running cluster, but " + why));
        return code;
    }

    /** The cluster of this repository whose directory Flux follows there; null for none. */
    private static @Nullable String followed(ObjectSource source, Session session) throws NoAnswer {
        try {
            for (Mapping kustomization : source.list(KUSTOMIZATIONS, "", "")) {
                for (String name : session.fleet().names()) {
                    if (AppliedTree.path(kustomization).equals("dist/" + name)) {
                        return name;
                    }
                }
            }
        } catch (Refused e) {
            throw new NoAnswer("this user may not " + e.right() + ". The least role that lets it:\n\n"
                    + Rights.role(List.of(e.right())));
        }
        return null;
    }

    private static int show(Preview preview, String name, LiveCluster cluster, Session session, boolean json)
            throws IOException {
        boolean any = !preview.predictions().isEmpty();
        JavaLines java = any ? JavaLines.of(session, name) : JavaLines.NONE;
        var report = new DiffReport(session, java);
        if (json) {
            report.json(preview, session.out());
        } else {
            report.text(preview, session.out());
        }
        if (!java.why().isEmpty()) {
            session.err().println(java.why());
        }
        preview.notes().forEach(session.err()::println);
        if (!json) {
            DiffReport.passedOver(preview).forEach(session.err()::println);
        }
        boolean blind = !preview.lacking().isEmpty();
        if (blind) {
            session.err()
                    .println(session.coloured("33", "this user may not see everything. ")
                            + "The least role that lets it:\n\n" + Rights.role(preview.lacking()));
        }
        session.err().println(cluster.name() + ": " + DiffReport.summary(preview));
        boolean found =
                preview.predictions().stream().anyMatch(each -> each.fate().isDifference());
        return found ? ExitCode.FOUND : blind ? ExitCode.FAILED : ExitCode.DONE;
    }
}
