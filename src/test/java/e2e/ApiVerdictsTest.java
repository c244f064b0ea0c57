package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import espalier.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
    private static final Path APPROVED = ROOT.resolve("snapshots/e2e/passed-by-us-refused-by-the-server.txt");

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
    void whatTheServerRefusesIsRefusedHere() throws IOException {
        var missed = new TreeMap<String, String>();
        var byMistake = new TreeMap<Mistake, int[]>();
        for (Judged judged : all) {
            int[] counts = byMistake.computeIfAbsent(judged.mistake(), mistake -> new int[3]);
            counts[0]++;
            counts[1] += judged.refused() ? 1 : 0;
            counts[2] += judged.refused() && judged.found() ? 1 : 0;
            if (judged.refused() && !judged.found()) {
                missed.put(judged.line(), judged.answer().message());
            }
        }
        byMistake.forEach((mistake, counts) -> System.err.printf(
                "e2e: %-18s %4d made, the server refused %4d of them, the compiler found %4d of these%n",
                mistake.words(), counts[0], counts[1], counts[2]));
        report("passed-by-us-refused-by-the-server.txt", missed);

        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, String.join("\n", missed.keySet()) + "\n");
        }
        // Only more than is known is wrong, so that whoever makes the compiler see more need not run this.
        List<String> known = Files.exists(APPROVED) ? Files.readAllLines(APPROVED) : List.of();
        missed.keySet().removeAll(Set.copyOf(known));
        assertThat(missed)
                .as(
                        "refused by the server, passed by the compiler, and not known before (APPROVE=1 make e2e accepts it)")
                .isEmpty();
    }

    /** The schemas come from such a server: what it takes they must take. Other rules know more than one object. */
    @Test
    void noSchemaRefusesWhatTheServerTakes() throws IOException {
        var refused = new TreeMap<String, String>();
        var bySchema = new TreeSet<String>();
        for (Judged judged : all) {
            if (!judged.refused() && judged.found()) {
                refused.put(judged.line(), judged.broken().toString());
                if (judged.broken().stream().anyMatch(rule -> rule.startsWith("schema"))) {
                    bySchema.add(judged.line());
                }
            }
        }
        report("refused-by-us-taken-by-the-server.txt", refused);
        assertThat(bySchema).isEmpty();
    }

    /** What the server takes for a new object only. The compiler sees one state of the tree and cannot know of another. */
    @Test
    void someFieldsCannotBeChangedLater() throws IOException {
        var refused = new TreeMap<String, String>();
        for (Judged judged : all) {
            if (judged.change() != null && !judged.change().ok()) {
                refused.put(judged.line(), judged.change().message());
            }
        }
        report("refused-as-a-change.txt", refused);
        assertThat(refused)
                .containsKey("apps/v1 StatefulSet spec.serviceName: field missing")
                .containsKey("storage.k8s.io/v1 StorageClass reclaimPolicy: field missing");
    }

    private static void report(String name, Map<String, String> lines) throws IOException {
        var text = new StringBuilder();
        lines.forEach((line, reason) ->
                text.append(line).append("\n    ").append(reason).append("\n"));
        Path file = Files.createDirectories(ROOT.resolve("target/e2e")).resolve(name);
        Files.writeString(file, text);
        System.err.println("e2e: " + lines.size() + " mistakes are in " + file);
    }
}
