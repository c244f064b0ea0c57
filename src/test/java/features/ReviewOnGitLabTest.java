package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import espalier.json.JsonReader;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that {@code docs/review.md} gives for GitLab, against what GitLab's API answers. */
class ReviewOnGitLabTest {
    private static final String MARK = "<!-- espalier plan -->\n";
    private static final String HEAD = MARK + "<sub>As the code of this merge request says it, at 1111111.</sub>\n\n";

    @TempDir
    Path folder;

    private HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void gitlab() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/user", "{\"id\":9}");
        answers.put(
                "/projects/1/merge_requests?state=opened&order_by=updated_at&per_page=100",
                "[{\"iid\":3},{\"iid\":4}]");
        answers.put("/projects/1/merge_requests/3", "{\"head_pipeline\":null}");
        answers.put(
                "/projects/1/merge_requests/4",
                "{\"head_pipeline\":{\"project_id\":2,\"id\":70,\"sha\":\"1111111111111111\"}}");
        answers.put(
                "/projects/2/pipelines/70/jobs?scope[]=success&scope[]=failed",
                "[{\"id\":80,\"name\":\"else\"},{\"id\":81,\"name\":\"review\"}]");
        answers.put("/projects/1/merge_requests/4/notes?per_page=100&sort=asc", "[]");
        answers.put("/projects/2/jobs/81/artifacts/comment.md", MARK + "| plan |\n/merge\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String path = exchange.getRequestURI().getPath() + (query == null ? "" : "?" + query);
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean isRead = exchange.getRequestMethod().equals("GET");
        if (!isRead) {
            written.add(exchange.getRequestMethod() + " " + path + " " + body);
        }
        byte[] answer = answers.getOrDefault(path, "{}").getBytes(UTF_8);
        exchange.sendResponseHeaders(isRead && !answers.containsKey(path) ? 404 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Mapping job(String name) throws IOException {
        String page = Files.readString(Path.of(System.getProperty("espalier.root", "."), "docs/review.md"));
        int start = page.indexOf("```yaml\nreview:\n") + "```yaml\n".length();
        Mapping jobs = (Mapping) YamlReader.documents(page.substring(start, page.indexOf("```", start)))
                .get(0)
                .value();
        return Objects.requireNonNull(jobs.mapping(name));
    }

    private void report() throws IOException {
        var script = (Sequence) Objects.requireNonNull(job("report").get("script"));
        assertThat(script).hasSize(1);
        Tools.run(
                        List.of(
                                "env",
                                "CI_API_V4_URL=http://127.0.0.1:"
                                        + server.getAddress().getPort(),
                                "CI_PROJECT_ID=1",
                                "REVIEW_TOKEN=secret",
                                "bash",
                                "-c",
                                ((Leaf) script.iterator().next()).text()),
                        folder,
                        "")
                .expectSuccess();
    }

    @Test
    void theJobWithTheTokenIsOfTheMainBranchAndChecksNothingOut() throws IOException {
        Mapping report = job("report");
        assertThat(Objects.requireNonNull(report.mapping("variables")).text("GIT_STRATEGY"))
                .isEqualTo("none");
        var rules = (Sequence) Objects.requireNonNull(report.get("rules"));
        assertThat(((Mapping) rules.iterator().next()).text("if"))
                .isEqualTo("$CI_PIPELINE_SOURCE == \"schedule\" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH");
        assertThat(Objects.requireNonNull(job("review").get("script")).toString())
                .doesNotContain("TOKEN");
    }

    @Test
    void aNoteIsMadeThatDoesNothing() throws IOException {
        report();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).startsWith("POST /projects/1/merge_requests/4/notes ");
        var body = (Mapping) JsonReader.read(written.get(0).split(" ", 3)[2]);
        assertThat(body.text("body")).isEqualTo(HEAD + "| plan |\n\\/merge\n");
    }

    @Test
    void theNoteIsUpdatedIfItSaysSomethingElse() throws IOException {
        String notes = "/projects/1/merge_requests/4/notes?per_page=100&sort=asc";
        String others = "[{\"id\":5,\"author\":{\"id\":8},\"body\":\"" + MARK.trim()
                + "\"},{\"id\":6,\"author\":{\"id\":9}," + "\"body\":\"";
        answers.put(
                notes,
                others + (HEAD + "| plan |\n\\/merge").replace("\\", "\\\\").replace("\n", "\\n") + "\"}]");
        report();
        assertThat(written).isEmpty();
        answers.put(notes, others + MARK.trim() + " old\"}]");
        report();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).startsWith("PUT /projects/1/merge_requests/4/notes/6 ");
    }

    @Test
    void whatIsNoPlanIsPassedOver() throws IOException {
        for (String wrong : List.of("/merge\n", MARK + "x".repeat(65_536), MARK + "x".repeat(300_000))) {
            answers.put("/projects/2/jobs/81/artifacts/comment.md", wrong);
            report();
        }
        answers.remove("/projects/2/jobs/81/artifacts/comment.md");
        report();
        assertThat(written).isEmpty();
    }
}
