package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong on a running cluster is told by its cause, once, first; a snapshot for each of the states in {@code sick/}. */
class DoctorTest {
    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void clusters() {
        checkout = Checkout.at(folder).orchard(o -> o.app("apple", "example.com/apple:1"));
    }

    static Stream<String> states() {
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("espalier.root", "."), "src/test/resources/sick"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run doctor(SickCluster cluster, String... more) throws IOException {
        var args = new ArrayList<>(
                List.of("doctor", "--kubeconfig", cluster.kubeconfig(folder).toString()));
        args.addAll(List.of(more));
        Run run = checkout.espalier(args.toArray(String[]::new));
        assertThat(run.out() + run.err()).doesNotContain("canary");
        return new Run(run.exit(), cluster.plain(run.out()), cluster.plain(run.err()));
    }

    @ParameterizedTest
    @MethodSource("states")
    void theCauseIsToldFirst(String state) throws IOException {
        try (var cluster = new SickCluster(SickCluster.read(state))) {
            Run run = doctor(cluster);
            boolean well = List.of("healthy", "at-work", "known-broken").contains(state);
            assertThat(run.exit()).as(run.err()).isEqualTo(well ? 0 : 1);
            Snapshots.verify("doctor/" + state + ".txt", run.out() + "--\n" + run.err());
            assertThat(cluster.asked()).noneMatch(path -> path.contains("/secrets"));
        }
    }

    /** A program that says what it knows when it fails: as it is, in a URL, in base64, and cut. */
    private static String talkative() {
        return SickCluster.read("crash-loop")
                        .replace("spec: {}", """
                                spec:
                                  containers:
                                    - name: web
                                      env:
                                        - {name: A, valueFrom: {secretKeyRef: {name: login, key: PASSWORD}}}
                                      envFrom: [{secretRef: {name: way}}]
                                  volumes: [{name: files, projected: {sources: [{secret: {name: files}}]}}]""")
                        .replace("reason: Error}", "reason: Error, message: \"no entry with canary-P4ssw0rd!\"}")
                        .replace("  starting web 1.0\n", """
                                  starting web 1.0 with canary-P4ssw0rd! and canary-P4ssw0rd%21
                                  Authorization: Basic Y2FuYXJ5LVA0c3N3MHJkIQ==
                                  dial postgres://me:canarypw12345678@db failed: no role canarypw12345678
                                  read canary-line-of-a-file-2
                                """)
                + """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: apps}
                data: {PASSWORD: Y2FuYXJ5LVA0c3N3MHJkIQ==}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: way, namespace: apps}
                data: {URL: cG9zdGdyZXM6Ly9tZTpjYW5hcnlwdzEyMzQ1Njc4QGRi}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: files, namespace: apps}
                data: {a.txt: Y2FuYXJ5LWxpbmUtb2YtYS1maWxlLTEKY2FuYXJ5LWxpbmUtb2YtYS1maWxlLTIK}
                """;
    }

    @Test
    void whatAPodKnowsIsTakenOutOfWhatItSays() throws IOException {
        try (var cluster = new SickCluster(talkative())) {
            Run run = doctor(cluster);
            Snapshots.verify("doctor/masked.txt", run.out() + "--\n" + run.err());
        }
    }

    @Test
    void whatAPodSaysIsNotShownToWhoMayNotKnowWhatToTakeOut() throws IOException {
        try (var cluster = new SickCluster(talkative())) {
            Run run = doctor(cluster.forbid("login"));
            Snapshots.verify("doctor/withheld.txt", run.out() + "--\n" + run.err());
        }
    }

    /** An app of the Java, refused; and its stage, which waits for it. */
    private static String ours() {
        return SickCluster.read("schema-refused")
                .replace("name: web", "name: apps-apple")
                .replace("./dist/home/apps/web", "./dist/test/apps/apple")
                .replace("Deployment/apps/web", "Deployment/apps/apple");
    }

    @Test
    void theLineOfJavaIsToldWhereItIsHere() throws IOException {
        try (var cluster = new SickCluster(ours())) {
            Run run = doctor(cluster);
            assertThat(run.out()).containsPattern("made at  features/Orchard.java:\\d+\n");
            assertThat(doctor(cluster, "--cluster", "test").out()).isEqualTo(run.out());
            checkout.clusters(fleet -> {});
            assertThat(doctor(cluster).out()).doesNotContain("made at").contains("the API server refuses it as it is");
        }
    }

    @Test
    void javaThatDoesNotCompileIsNoHindrance() throws IOException {
        checkout.orchard(o -> o.app("apple", "example.com/apple:1").app("apple", "example.com/apple:1"));
        try (var cluster = new SickCluster(ours())) {
            Run run = doctor(cluster);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).doesNotContain("made at").contains("the API server refuses it as it is");
            assertThat(run.err())
                    .contains("test does not compile, so that no line of Java can be told: espalier check");
        }
    }

    @Test
    void aClusterThatTheJavaDoesNotHave() throws IOException {
        try (var cluster = new SickCluster(ours())) {
            Run run = doctor(cluster, "--cluster", "tset");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("Did you mean test?");
        }
    }

    @Test
    void onlyWhatWasAskedFor() throws IOException {
        String two = SickCluster.read("path-missing")
                + SickCluster.read("build-failed").replace("name: web", "name: other");
        try (var cluster = new SickCluster(two)) {
            assertThat(doctor(cluster).err()).contains(": 2 causes (");
            Run one = doctor(cluster, "front");
            assertThat(one.out())
                    .contains("Kustomization flux-system/web: its path")
                    .doesNotContain("other");
            assertThat(doctor(cluster, "kustomization/front")).isEqualTo(one);
            assertThat(doctor(cluster, "flux-system/front")).isEqualTo(one);
            assertThat(doctor(cluster, "gitrepository/flux-system").exit()).isZero();
            Run none = doctor(cluster, "frnot");
            assertThat(none.exit()).isEqualTo(3);
            assertThat(none.err()).contains("Tried to examine frnot, but Flux has nothing of that name on sick");
        }
    }

    @Test
    void forPrograms() throws IOException {
        try (var cluster = new SickCluster(SickCluster.read("chart-missing"))) {
            Snapshots.verify(
                    "doctor/json.txt", doctor(cluster, "--output", "json").out());
        }
    }

    @Test
    void whatThisUserMayNotSeeIsSaidAndTheRestIsTold() throws IOException {
        try (var cluster = new SickCluster(SickCluster.read("image-pull")
                + SickCluster.read("path-missing")
                        .replace("name: web", "name: other")
                        .replace("name: front", "name: another"))) {
            Run run = doctor(cluster.forbid("pods").forbid("helmreleases").forbid("events"));
            assertThat(run.exit()).isEqualTo(1);
            Snapshots.verify("doctor/refused.txt", run.out() + "--\n" + run.err());
        }
    }

    @Test
    void nothingThatThisUserMaySee() throws IOException {
        try (var cluster = new SickCluster(SickCluster.read("healthy"))) {
            for (String plural : List.of(
                    "gitrepositories",
                    "ocirepositories",
                    "buckets",
                    "helmrepositories",
                    "helmcharts",
                    "kustomizations",
                    "helmreleases")) {
                cluster.forbid(plural);
            }
            Run run = doctor(cluster);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("nothing could be seen").contains("resources: [kustomizations]");
        }
    }

    @Test
    void longListsComeInPages() throws IOException {
        var many = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            many.append(SickCluster.read("healthy").replace("name: web", "name: web-" + i));
        }
        try (var cluster = new SickCluster(many.toString())) {
            assertThat(doctor(cluster).err())
                    .contains(": nothing wrong (1201 objects of Flux and what they stand on, 13 calls)");
            assertThat(cluster.asked()).anyMatch(path -> path.endsWith("kustomizations?limit=500&continue=1000"));
        }
    }

    @Test
    void severalPodsOfOneWorkloadAreOneCause() throws IOException {
        String pods = SickCluster.read("image-pull");
        String second = pods.substring(
                pods.indexOf("---\napiVersion: v1\nkind: Pod"), pods.indexOf("---\napiVersion: v1\nkind: Event"));
        try (var cluster = new SickCluster(pods + second.replace("abcde", "fghij"))) {
            assertThat(doctor(cluster).err()).contains(": 1 cause (");
        }
    }

    @Test
    void nobodyAnswers() throws IOException {
        var cluster = new SickCluster(SickCluster.read("healthy"));
        cluster.close();
        Run run = doctor(cluster);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("Tried to examine the cluster, but nobody answers at sick (http://127.0.0.1:PORT)");
    }
}
