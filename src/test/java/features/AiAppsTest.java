package features;

import apps.Automatic1111;
import apps.Ollama;
import apps.OpenWebUi;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.gpu.NvidiaGpus;
import org.junit.jupiter.api.Test;

/** Models run where a graphics card is, stay on a volume, and people chat with them and have them paint. */
class AiAppsTest {
    @Test
    void modelsAndPagesOnAVolumeWithACard() {
        var compilation = Ground.with(c -> {
            var k3s = new K3s(c, Ground.K3S, k -> {});
            new Machine(k3s, "large", "192.168.10.31", m -> m.device("nvidia.com/gpu", 1));
            var card = new NvidiaGpus(c.infrastructure, "nvidia", k3s, n -> n.slices(2)).gpu();
            var disks = SystemsTest.disks(c.apps);
            var ollama = new Ollama(
                    c.apps,
                    "ollama",
                    disks,
                    "50Gi",
                    o -> o.gpu(card).model("llama3.2:3b").model("nomic-embed-text:v1.5"));
            new OpenWebUi(
                    c.apps, "openwebui", ollama, o -> o.keep(disks, "10Gi").version("v0.12.4"));
            new Automatic1111(c.apps, "automatic1111", card, disks, "100Gi", a -> {});
        });
        Snapshots.verify("constructs/ai.yaml", Compiled.files(compilation, "apps/"));
    }

    @Test
    void noModelAndNoGpuIsAServerAlone() {
        var compilation = Compiled.stage(apps -> {
            var disks = SystemsTest.disks(apps);
            new Ollama(apps, "ollama", disks, "50Gi", o -> {});
        });
        Snapshots.verify("constructs/ollama-alone.yaml", Compiled.files(compilation, "apps/ollama/deployment"));
    }

    @Test
    void oneModelTwice() {
        var compilation = Compiled.stage(apps -> new Ollama(
                apps,
                "ollama",
                SystemsTest.disks(apps),
                "50Gi",
                o -> o.model("llama3.2:3b").model("llama3.2:3b")));
        Snapshots.verify("findings/ollama-model-twice.txt", Ground.findings(compilation));
    }
}
