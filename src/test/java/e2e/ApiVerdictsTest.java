package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import espalier.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mutation.Estate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Objects with one mistake each, judged by the compiler and by a real API server, which is asked as Flux asks it, by a dry run
 * of a server-side apply. What the server refuses and the compiler lets pass is listed in {@code snapshots/}.
 */
@Tag("e2e")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ApiVerdictsTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    private static List<Judged> all;

    @BeforeAll
    static void judge() throws IOException {
        var api = CONTROL_PLANE.api();
        FluxBootstrap.installDefinitions(api);
        KubernetesApi.objects(StandIns.ONE_PASSWORD_CRD)
                .forEach(crd -> api.apply(crd, "e2e").expectSuccess());
        Await.until(30, () -> api.get("/apis/onepassword.com/v1").ok(), () -> "there is no OnePasswordItem");
        long start = System.nanoTime();
        var court = new Court(api);
        court.judge(new CompilerVerdicts("lab", () -> new Fleet().cluster("lab", Lab::new)));
        court.judge(new CompilerVerdicts("estate", () -> new Fleet().cluster("estate", Estate::new)));
        court.judgeChanges();
        all = court.judged();
        System.err.println("e2e: " + all.size() + " mistakes were judged by both in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        System.err.println(
                "NOTICE: not judged, since this API server does not have their kinds: " + court.unknownKinds());
    }

    @Test
    void whatTheServerRefusesIsFoundHere() throws IOException {
        var byMistake = new TreeMap<Mistake, int[]>();
        for (Judged judged : all) {
            int[] counts = byMistake.computeIfAbsent(judged.mistake(), mistake -> new int[3]);
            counts[0]++;
            counts[1] += judged.refused() ? 1 : 0;
            counts[2] += judged.refused() && judged.found() ? 1 : 0;
        }
        byMistake.forEach((mistake, counts) -> System.err.printf(
                "e2e: %-18s %4d made, the server refused %4d of them, the compiler found %4d of these%n",
                mistake.words(), counts[0], counts[1], counts[2]));
        List<Judged> missed = all.stream()
                .filter(judged -> judged.refused() && !judged.found())
                .toList();
        report(
                "passed-by-us-refused-by-the-server.txt",
                missed,
                judged -> judged.answer().message());
        assertThat(new KnownDifferences("passed-by-us-refused-by-the-server.txt").unknown(missed))
                .extracting(Judged::line)
                .as("refused by the server and not found here, which is new (APPROVE=1 make e2e accepts it)")
                .isEmpty();
    }

    /**
     * The schemas come from such a server, so that they should take what it takes. Other rules know more than one object. The
     * server itself does not look into the pods of a StatefulSet.
     */
    @Test
    void noSchemaRefusesWhatTheServerTakes() throws IOException {
        List<Judged> refused = all.stream()
                .filter(judged ->
                        !judged.refused() && !judged.findings().errors().isEmpty())
                .toList();
        report(
                "refused-by-us-taken-by-the-server.txt",
                refused,
                judged -> judged.findings().errors().toString());
        List<Judged> bySchema = refused.stream()
                .filter(Judged::refusedBySchema)
                .filter(judged -> !judged.field().startsWith("apps/v1 StatefulSet spec.template"))
                .toList();
        assertThat(new KnownDifferences("refused-by-schema-taken-by-the-server.txt").unknown(bySchema))
                .extracting(Judged::line)
                .as("taken by the server and refused here, which is new (APPROVE=1 make e2e accepts it)")
                .isEmpty();
    }

    /** What the server takes for a new object only. The compiler sees one state of the tree and cannot know of another. */
    @Test
    void someFieldsCannotBeChangedLater() throws IOException {
        List<Judged> refused = all.stream().filter(Judged::refusedAsAChange).toList();
        report("refused-as-a-change.txt", refused, judged -> String.valueOf(judged.change()));
        assertThat(refused)
                .extracting(Judged::line)
                .contains("apps/v1 StatefulSet spec.serviceName: field missing")
                .contains("storage.k8s.io/v1 StorageClass reclaimPolicy: field missing");
    }

    /** Writes all that are {@code judged} so, for people, with the reason of each. */
    private static void report(String name, List<Judged> judged, Function<Judged, String> reason) throws IOException {
        var lines = new TreeMap<String, String>();
        judged.forEach(each -> lines.put(each.line(), reason.apply(each)));
        var text = new StringBuilder();
        lines.forEach(
                (line, why) -> text.append(line).append("\n    ").append(why).append("\n"));
        Path file = Files.createDirectories(ROOT.resolve("target/e2e")).resolve(name);
        Files.writeString(file, text);
        System.err.println("e2e: " + lines.size() + " mistakes are in " + file);
    }
}
