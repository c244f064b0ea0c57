package features;

import static org.assertj.core.api.Assertions.assertThat;

import apps.LibreChat;
import apps.LocalAi;
import apps.Ollama;
import apps.OpenWebUi;
import apps.SearXng;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.flux.CentralRepositories;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Storage;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.bitnami.MongoDb;
import infra.gpu.NvidiaGpus;
import org.junit.jupiter.api.Test;

/** Where a cluster lists who publishes an app's chart, that installs the app; what else it is told stays the same. */
class OwnChartsTest {
    @Test
    void anAppIsInstalledByTheChartOfAPublisherWhomTheClusterLists() {
        var compilation = Ground.with(c -> {
            var repositories = new CentralRepositories(c.in(NamespaceHandle.FLUX_SYSTEM), "repositories");
            repositories.repository("otwld", "https://otwld.github.io/ollama-helm");
            repositories.repository("open-webui", "https://helm.openwebui.com");
            var k3s = new K3s(c, Ground.K3S, k -> {});
            new Machine(k3s, "large", "192.168.10.31", m -> m.device("nvidia.com/gpu", 1));
            var card = new NvidiaGpus(c.infrastructure, "nvidia", k3s, n -> n.slices(4)).gpu();
            var disks = SystemsTest.disks(c.apps);
            var ollama =
                    new Ollama(c.apps, "ollama", disks, "50Gi", o -> o.gpu(card).model("llama3.2:3b"));
            var idle = new Ollama(c.apps, "idle", disks, "1Gi", o -> {});
            var localAi = new LocalAi(c.apps, "local-ai", disks, "20Gi", l -> l.gpu(card));
            var second = new LocalAi(
                    c.apps, "local-ai-2", disks, "20Gi", l -> l.model("a").model("b"));
            new OpenWebUi(
                    c.apps,
                    "openwebui",
                    ollama,
                    o -> o.models(idle).models(localAi).models(second).nodePort(30080));
            c.says(repositories); // in any order
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/ai-own-charts.yaml", Compiled.files(compilation, "apps/"));
    }

    @Test
    void anotherPublisherMakesNoDifference() {
        var compilation = Ground.with(c -> {
            var repositories = new CentralRepositories(c.in(NamespaceHandle.FLUX_SYSTEM), "repositories");
            c.says(repositories);
            new Ollama(c.apps, "ollama", SystemsTest.disks(c.apps), "50Gi", o -> {});
        });
        assertThat(Compiled.files(compilation, "apps/ollama/"))
                .contains("kind: Deployment")
                .doesNotContain("HelmRelease");
    }

    @Test
    void aPageForTheModelsOfManyProviders() {
        var compilation = Ground.with(c -> {
            var disks = SystemsTest.disks(c.apps);
            c.says(Storage.on(disks));
            var mongo = new MongoDb(c.apps, "mongo", "chats", disks, "5Gi");
            var ollama = new Ollama(c.apps, "ollama", disks, "50Gi", o -> {});
            var search = new SearXng(c.apps, "searxng", s -> {});
            var outside = new BootstrapSecret(c.apps, "outside", s -> s.given("openrouter", "a key of OpenRouter"));
            new LibreChat(
                    c.apps,
                    "librechat",
                    mongo,
                    Resource.of("ai/librechat.yaml"),
                    l -> l.models("OLLAMA", ollama)
                            .key("OPENROUTER_KEY", outside.key("openrouter"))
                            .search(search));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        Snapshots.verify(
                "constructs/librechat.yaml",
                Compiled.files(compilation, "apps/librechat/")
                        + Compiled.files(compilation, "apps/mongo/")
                        + Compiled.files(compilation, "apps/searxng/"));
    }

    @Test
    void aVariableThatNothingGives() {
        var compilation = Ground.with(c -> {
            var disks = SystemsTest.disks(c.apps);
            c.says(Storage.on(disks));
            new LibreChat(
                    c.apps,
                    "librechat",
                    new MongoDb(c.apps, "mongo", "chats", disks, "5Gi"),
                    Resource.of("ai/librechat.yaml"),
                    l -> l.models("OLLAMA", new Ollama(c.apps, "ollama", disks, "50Gi", o -> {})));
        });
        Snapshots.verify("findings/librechat-variable.txt", Ground.findings(compilation));
    }
}
