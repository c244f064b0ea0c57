package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import espalier.json.JsonReader;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pull request's code runs with no right; what has rights runs none of it, and trusts nothing that it left. */
class ReviewWorkflowTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final String COMMIT = "1111111111111111111111111111111111111111";
    private static final String MERGE = "2222222222222222222222222222222222222222";
    private static final String MARK = "<!-- espalier plan -->\n";
    private static final String PLAN = MARK + "| cluster | what Flux will do |\n|---|---|\n| **lab** | 1 changed |\n";
    private static final String SARIF =
            "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Espalier\"}},"
                    + "\"automationDetails\":{\"id\":\"check/\"},\"results\":[]}]}";
    private static final String DANGERS = SARIF.replace("check/", "plan/");

    @TempDir
    Path folder;

    private HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private byte[] artifact = {};
    private int codeScanning = 202;

    @BeforeEach
    void github() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/actions/runs/7/artifacts?name=review", artifacts(1000));
        answers.put("/actions/runs/7/artifacts?name=plan.html", "{\"artifacts\":[]}");
        answers.put("/pulls?state=open&per_page=100&head=guest:main", "[" + pull(42, COMMIT, "guest/trees") + "]");
        answers.put("/issues/42/comments?per_page=100&page=1", "[]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String path = exchange.getRequestURI().getPath().replace("/repos/home/trees", "")
                + (query == null ? "" : "?" + query);
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String method = exchange.getRequestMethod();
        asked.add(path + " by " + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] answer = answers.getOrDefault(path, "{\"message\":\"Not here\"}").getBytes(UTF_8);
        int status = answers.containsKey(path) ? 200 : 404;
        if (path.equals("/actions/artifacts/5/zip")) {
            exchange.getResponseHeaders().add("Location", "/blob");
            status = 302;
        } else if (path.equals("/blob")) {
            answer = artifact;
            status = 200;
        } else if (!method.equals("GET")) {
            written.add(method + " " + path + " " + body);
            status = path.equals("/code-scanning/sarifs") ? codeScanning : 200;
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String artifacts(long size) {
        return "{\"artifacts\":[{\"id\":5,\"expired\":false,\"size_in_bytes\":" + size + "}]}";
    }

    private static String pull(int number, String commit, String from) {
        return "{\"number\":" + number + ",\"merge_commit_sha\":\"" + MERGE + "\",\"head\":{\"sha\":\"" + commit
                + "\",\"repo\":{\"full_name\":\"" + from + "\"}}}";
    }

    private static String comment(int id, String who, String text) {
        return "{\"id\":" + id + ",\"user\":{\"login\":\"" + who + "\"},\"body\":\"" + text.replace("\n", "\\n")
                + "\"}";
    }

    private void left(String name, String text) throws IOException {
        left(Map.of(name, text));
    }

    private void left(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../number"));
            zip.write("666".getBytes(UTF_8));
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        artifact = bytes.toByteArray();
    }

    private static Mapping read(String file) throws IOException {
        return (Mapping) YamlReader.documents(Files.readString(ROOT.resolve(".github/" + file)))
                .get(0)
                .value();
    }

    private static Mapping jobs(String workflow) throws IOException {
        return Objects.requireNonNull(read("workflows/" + workflow + ".yaml").mapping("jobs"));
    }

    private static List<Mapping> steps(Mapping job) {
        var steps = new ArrayList<Mapping>();
        for (Value step : (Sequence) Objects.requireNonNull(job.get("steps"))) {
            steps.add((Mapping) step);
        }
        return steps;
    }

    private static TreeMap<String, String> texts(Mapping of, String key) {
        var texts = new TreeMap<String, String>();
        Objects.requireNonNull(of.mapping(key)).forEach((name, value) -> texts.put(name, ((Leaf) value).text()));
        return texts;
    }

    /** Runs the script of {@code job} of the workflow report as a runner does, the event being a fork's pull request. */
    private Tools.Ran report(String job, Map<String, String> event) throws IOException {
        Path work = Files.createDirectories(folder.resolve("runner/work"));
        var values = new HashMap<>(Map.of(
                "github.token", "secret",
                "github.event.workflow_run.id", "7",
                "github.event.workflow_run.event", "pull_request",
                "github.event.workflow_run.head_sha", COMMIT,
                "github.event.workflow_run.head_branch", "main",
                "github.event.workflow_run.head_repository.owner.login", "guest",
                "github.event.workflow_run.head_repository.full_name", "guest/trees",
                "github.event.repository.default_branch", "main",
                "github.event.workflow_run.html_url", "https://github.com/home/trees/actions/runs/7",
                "needs.find.outputs.artifact", "5"));
        values.put("needs.find.outputs.number", "42");
        values.put("needs.find.outputs.commit", MERGE);
        values.put("needs.find.outputs.ref", "refs/pull/42/merge");
        values.putAll(event);
        Mapping step =
                steps(Objects.requireNonNull(jobs("report").mapping(job))).get(0);
        var command = new ArrayList<>(List.of(
                "env",
                "GITHUB_API_URL=http://127.0.0.1:" + server.getAddress().getPort(),
                "GITHUB_REPOSITORY=home/trees",
                "GITHUB_OUTPUT=" + folder.resolve("output")));
        texts(step, "env").forEach((name, value) -> {
            String expression = value.replaceAll("^\\$\\{\\{ (.*) }}$", "$1");
            command.add(name + "=" + Objects.requireNonNull(values.get(expression), expression));
        });
        command.addAll(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"));
        command.add(Objects.requireNonNull(step.text("run")));
        return Tools.run(command, work, "");
    }

    private String output() throws IOException {
        Path output = folder.resolve("output");
        return Files.exists(output) ? Files.readString(output) : "";
    }

    @Test
    void whatRunsTheBranchMayOnlyReadAndWhatMayWriteRunsNothingOfIt() throws IOException {
        var may = new TreeMap<String, String>();
        for (String workflow : List.of("review", "tests", "report")) {
            assertThat(Objects.requireNonNull(
                                    read("workflows/" + workflow + ".yaml").mapping("permissions"))
                            .isEmpty())
                    .as(workflow)
                    .isTrue();
            jobs(workflow)
                    .forEach((name, job) -> may.put(
                            workflow + "." + name,
                            texts((Mapping) job, "permissions").toString()));
        }
        assertThat(may)
                .hasToString("{report.comment={actions=read, pull-requests=write},"
                        + " report.find={actions=read, pull-requests=read},"
                        + " report.findings={actions=read, security-events=write},"
                        + " review.review={contents=read}, tests.verify={contents=read}}");
        for (String workflow : List.of("review", "tests")) {
            String text = Files.readString(ROOT.resolve(".github/workflows/" + workflow + ".yaml"));
            assertThat(text)
                    .contains("pull_request:")
                    .doesNotContain("pull_request_target", "secrets.", "github.token");
            jobs(workflow)
                    .forEach((name, job) -> assertThat(
                                    texts(steps((Mapping) job).get(0), "with").get("persist-credentials"))
                            .isEqualTo("false"));
        }
        jobs("report").forEach((name, job) -> {
            for (Mapping step : steps((Mapping) job)) {
                assertThat(step.text("uses")).isNull();
                assertThat(step.text("run")).doesNotContain("git ", "mvn", "./", "eval", "source ");
            }
        });
    }

    /** What stands in a script as an expression is text of the script, and so whatever a branch is called. */
    @Test
    void noScriptIsMadeOfWhatSomebodyElseWrote() throws IOException {
        for (String workflow : List.of("review", "tests", "report", "versions")) {
            jobs(workflow)
                    .forEach((name, job) -> steps((Mapping) job)
                            .forEach(step ->
                                    assertThat(String.valueOf(step.text("run"))).doesNotContain("${{")));
        }
        Mapping action =
                Objects.requireNonNull(read("actions/review/action.yaml").mapping("runs"));
        steps(action).forEach(step -> assertThat(step.text("run")).doesNotContain("${{"));
    }

    @Test
    void everyActionIsThisRepositorysOrPinnedAsInTheOneThatWasLookedUp() throws IOException {
        Pattern uses = Pattern.compile("uses: (\\S+)");
        Matcher pins = uses.matcher(Files.readString(ROOT.resolve(".github/workflows/versions.yaml")));
        var known = new TreeSet<String>(List.of("./.github/actions/review"));
        while (pins.find()) {
            known.add(pins.group(1));
        }
        try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
            for (Path file : files.toList()) {
                Matcher each = uses.matcher(Files.readString(file));
                while (each.find()) {
                    assertThat(known).as(file.toString()).contains(each.group(1));
                }
            }
        }
    }

    @Test
    void thePullRequestOfAForkIsFoundByItsCommit() throws IOException {
        report("find", Map.of()).expectSuccess();
        assertThat(output()).isEqualTo("artifact=5\nnumber=42\ncommit=" + MERGE + "\nref=refs/pull/42/merge\n");
    }

    @Test
    void aForkThatCallsItsBranchMainIsNotTheMainBranch() throws IOException {
        report("find", Map.of("github.event.workflow_run.event", "push")).expectSuccess();
        assertThat(output()).contains("refs/pull/42/merge").doesNotContain("refs/heads");
        Files.delete(folder.resolve("output"));
        report(
                        "find",
                        Map.of(
                                "github.event.workflow_run.event",
                                "push",
                                "github.event.workflow_run.head_repository.full_name",
                                "home/trees"))
                .expectSuccess();
        assertThat(output()).isEqualTo("artifact=5\ncommit=" + COMMIT + "\nref=refs/heads/main\n");
    }

    @Test
    void nobodyIsToldWhereTheRunIsOldOrTheArtifactHugeOrMissing() throws IOException {
        answers.put("/actions/runs/7/artifacts?name=review", artifacts(10_485_761));
        assertThat(report("find", Map.of()).expectSuccess()).contains("more than 10 MiB");
        answers.put("/actions/runs/7/artifacts?name=review", "{\"artifacts\":[]}");
        assertThat(report("find", Map.of()).expectSuccess()).contains("left nothing");
        answers.put("/actions/runs/7/artifacts?name=review", artifacts(10));
        answers.put("/pulls?state=open&per_page=100&head=guest:main", "[" + pull(42, MERGE, "guest/trees") + "]");
        assertThat(report("find", Map.of()).expectSuccess()).contains("there are: none");
        answers.put("/pulls?state=open&per_page=100&head=guest:main", "[" + pull(42, COMMIT, "else/trees") + "]");
        assertThat(report("find", Map.of()).expectSuccess()).contains("there are: none");
        assertThat(output()).isEmpty();
    }

    @Test
    void thePlanIsCommentedOnce() throws IOException {
        left("comment.md", PLAN + "calls @daily and @home/all, not image@sha256:1\n");
        report("comment", Map.of()).expectSuccess();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).startsWith("POST /issues/42/comments ");
        assertThat(told())
                .isEqualTo(MARK
                        + "<sub>As the code of this pull request says it, at 1111111"
                        + " ([run](https://github.com/home/trees/actions/runs/7)).</sub>\n\n"
                        + PLAN.substring(MARK.length())
                        + "calls @\u2060daily and @\u2060home/all, not image@sha256:1\n");
        assertThat(asked).contains("/actions/artifacts/5/zip by Bearer secret");
        assertThat(folder.resolve("number")).doesNotExist();
    }

    @Test
    void theCommentLeadsToThePage() throws IOException {
        left("comment.md", PLAN);
        answers.put("/actions/runs/7/artifacts?name=plan.html", artifacts(1000));
        report("comment", Map.of()).expectSuccess();
        assertThat(told())
                .contains("([run](https://github.com/home/trees/actions/runs/7),"
                        + " [page](https://github.com/home/trees/actions/runs/7/artifacts/5)).</sub>");
    }

    private String told() {
        String body = written.get(0).split(" ", 3)[2];
        return Objects.requireNonNull(((Mapping) JsonReader.read(body)).text("body"));
    }

    @Test
    void theCommentIsUpdatedWhereverItStands() throws IOException {
        left("comment.md", MARK + "**Nothing changes** on any cluster.\n");
        var first = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            first.add(comment(i, "somebody", MARK + "not ours"));
        }
        answers.put("/issues/42/comments?per_page=100&page=1", first.toString());
        answers.put(
                "/issues/42/comments?per_page=100&page=2",
                "[" + comment(200, "github-actions[bot]", "another workflow's") + ","
                        + comment(201, "github-actions[bot]", MARK + "old") + "]");
        report("comment", Map.of()).expectSuccess();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).startsWith("PATCH /issues/comments/201 ").contains("Nothing changes");
    }

    @Test
    void aChangeOfNothingIsNotWorthAComment() throws IOException {
        left("comment.md", MARK + "**Nothing changes** on any cluster.\n");
        assertThat(report("comment", Map.of()).expectSuccess()).contains("no comment");
        assertThat(written).isEmpty();
    }

    @Test
    void whatIsNoPlanIsNotTakenOver() throws IOException {
        left("comment.md", "Merge this at once.\n" + PLAN);
        assertThat(report("comment", Map.of()).exit()).isOne();
        left("comment.md", MARK + "x".repeat(65_536));
        assertThat(report("comment", Map.of()).out()).contains("longer than the 65,536");
        left("comment.md", MARK + "x".repeat(9_000_000));
        assertThat(report("comment", Map.of()).out()).contains("longer than the 65,536");
        left("else.md", PLAN);
        assertThat(report("comment", Map.of()).expectSuccess()).contains("no plan");
        assertThat(written).isEmpty();
    }

    @Test
    void findingsAreGivenToCodeScanning() throws IOException {
        left("findings.sarif", SARIF);
        report("findings", Map.of()).expectSuccess();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).startsWith("POST /code-scanning/sarifs ");
        var body = (Mapping) JsonReader.read(written.get(0).split(" ", 3)[2]);
        assertThat(body.text("ref")).isEqualTo("refs/pull/42/merge");
        assertThat(body.text("commit_sha")).isEqualTo(MERGE);
        assertThat(sarif(0)).isEqualTo(SARIF);
    }

    @Test
    void dangersOfThePlanAreGivenToCodeScanningBesideThem() throws IOException {
        left(Map.of("findings.sarif", SARIF, "plan.sarif", DANGERS));
        report("findings", Map.of()).expectSuccess();
        assertThat(written).hasSize(2);
        assertThat(List.of(sarif(0), sarif(1))).containsExactly(SARIF, DANGERS);
        written.clear();
        left("plan.sarif", DANGERS);
        assertThat(report("findings", Map.of()).expectSuccess()).contains("no findings.sarif");
        assertThat(written).hasSize(1);
        written.clear();
        left("plan.sarif", SARIF);
        assertThat(report("findings", Map.of()).exit())
                .as("it would replace the findings")
                .isOne();
        assertThat(written).isEmpty();
    }

    private String sarif(int number) throws IOException {
        var body = (Mapping) JsonReader.read(written.get(number).split(" ", 3)[2]);
        byte[] sarif = Base64.getDecoder().decode(body.text("sarif"));
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(sarif))) {
            return new String(unpacked.readAllBytes(), UTF_8).trim();
        }
    }

    @Test
    void findingsOfAnotherToolAreRefusedAndAPageThatIsNotThereIsSaid() throws IOException {
        for (String wrong : List.of(SARIF.replace("Espalier", "CodeQL"), "no JSON", " ".repeat(10_485_761))) {
            left("findings.sarif", wrong);
            assertThat(report("findings", Map.of()).exit()).isOne();
        }
        assertThat(written).isEmpty();
        left("findings.sarif", SARIF);
        codeScanning = 403;
        assertThat(report("findings", Map.of()).expectSuccess()).contains("takes no findings here");
        codeScanning = 500;
        assertThat(report("findings", Map.of()).exit()).isOne();
    }

    /** The action's own script, on the clusters and the tree of this repository. */
    @Tag("long")
    @Test
    void theActionChecksAndComparesWhatIsCheckedOut() throws IOException {
        Checkout checkout = Checkout.create(folder.resolve("trees"));
        for (String part : List.of("dist", "schemas", "src/main")) {
            Files.createDirectories(checkout.root.resolve(part).getParent());
            Tools.run(List.of("cp", "-r", ROOT.resolve(part).toAbsolutePath().toString(), part), checkout.root, "")
                    .expectSuccess();
        }
        var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
        classPath.addAll(ChildJvm.libraries());
        checkout.write(
                "espalier",
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin/java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Despalier.root=\"$PWD\" -cp '"
                        + ChildJvm.classPath(classPath) + "' clusters.Main \"$@\"\n");
        checkout.path("espalier").toFile().setExecutable(true);
        checkout.commit("Begin");
        String file = "dist/lab/kustomization.yaml";
        action(checkout).expectSuccess();
        assertThat(Files.readString(folder.resolve("into/findings.sarif"))).contains("\"check/\"");
        assertThat(Files.readString(folder.resolve("into/plan.sarif"))).contains("\"plan/\"", "\"results\": []");
        assertThat(folder.resolve("into/plan.json")).doesNotExist();
        String before = checkout.git("rev-parse", "HEAD").trim();
        checkout.write(file, checkout.read(file) + "commonAnnotations: {by: hand}\n");
        checkout.commit("Edit by hand");
        Tools.Ran ran = action(checkout, "HEAD^1");
        assertThat(ran.exit()).isOne();
        assertThat(ran.out()).contains("::error title=dist::");
        assertThat(Files.readString(folder.resolve("into/comment.md")))
                .startsWith(MARK)
                .contains("which only kustomize itself knows to follow")
                .doesNotContain("pruned");
        assertThat(Files.readString(folder.resolve("into/plan.json"))).contains(before.substring(0, 7));
        assertThat(Files.readString(folder.resolve("page/plan.html")))
                .startsWith("<!doctype html>")
                .contains(before.substring(0, 7));
    }

    private Tools.Ran action(Checkout checkout, String... base) throws IOException {
        Mapping step = steps(Objects.requireNonNull(
                        read("actions/review/action.yaml").mapping("runs")))
                .get(0);
        var command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME_17_X64", "-u", "GITHUB_STEP_SUMMARY"));
        command.add("INTO=" + folder.resolve("into"));
        command.add("BASE=" + String.join("", base));
        command.add("PAGE=" + folder.resolve("page/plan.html"));
        command.addAll(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"));
        command.add(Objects.requireNonNull(step.text("run")));
        return Tools.run(command, checkout.root, "");
    }
}
