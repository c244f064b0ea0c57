package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document of kyrion says of its models, and of the pages that people talk to them on, as it stands in dist/. */
class ModelsOfKyrionTest {
    private static Compilation kyrion;

    @BeforeAll
    static void compile() {
        kyrion = Compiled.named("kyrion");
    }

    private static String in(String app) {
        return Compiled.files(kyrion, "apps/" + app + "/");
    }

    @ParameterizedTest
    @CsvSource({
        "ollama, ollama, otwld",
        "open-webui, open-webui, open-webui",
        "local-ai, local-ai, go-skynet",
        "librechat-mongodb, mongodb, bitnami",
        "librechat, onechart, onechart",
        "searxng, onechart, onechart"
    })
    void eachIsInstalledByTheChartThatTheDocumentNames(String app, String chart, String repository) {
        assertThat(in(app))
                .contains(
                        "namespace: ai\n",
                        "      chart: " + chart + "\n",
                        "        kind: HelmRepository\n        name: " + repository + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama", "local-ai"})
    void modelsRunOnTheGraphicsOfTheProcessor(String server) {
        assertThat(in(server)).contains("gpu.intel.com/i915: \"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-webui", "local-ai", "librechat", "searxng"})
    void peopleOpenItByThePrivateNetworkAlone(String app) {
        assertThat(in(app)).contains("ingressClassName: tailscale", "- " + app + "\n");
    }

    @Test
    void bothPagesTalkToBothServersAndHaveTheWebSearched() {
        assertThat(in("open-webui"))
                .contains(
                        "value: http://ollama:11434\n",
                        "value: http://local-ai:80/v1\n",
                        "value: http://searxng:8080/search?q=<query>\n",
                        "name: ollama-from-open-webui",
                        "name: local-ai-from-open-webui",
                        "name: searxng-from-open-webui");
        assertThat(in("librechat"))
                .contains(
                        "value: http://ollama:11434/v1\n",
                        "value: http://local-ai:80/v1\n",
                        "value: http://searxng:8080\n",
                        "value: mongodb://librechat:$(MONGODB_PASSWORDS)@librechat-mongodb:27017/librechat\n",
                        "name: librechat-mongodb-from-librechat");
    }

    /** The document's known issue: the chart of the database refuses images of an address that it does not know. */
    @Test
    void theDatabaseOfLibreChatPassesTheVerificationOfItsContainers() {
        assertThat(in("librechat-mongodb"))
                .contains("allowInsecureImages: true", "repository: bitnamilegacy/mongodb", "size: 10Gi");
    }

    @Test
    void anEditOfLibreChatsFileRollsItsPods() {
        assertThat(in("librechat")).contains("podAnnotations:\n      checksum/librechat-config: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-webui", "local-ai", "librechat", "librechat-mongodb", "searxng"})
    void secretsAreSealed(String app) {
        assertThat(in(app)).contains("kind: SealedSecret").doesNotContain("kind: Secret\n");
    }
}
