package features;

import apps.Automatic1111;
import apps.Ollama;
import apps.OpenWebUi;
import espalier.kubernetes.Connection;
import org.junit.jupiter.api.Test;

/** Models run where a GPU is, stay on a volume, and people chat with them and have them paint. */
class AiAppsTest {
    private static final Connection GPU = container -> container.device("nvidia.com/gpu", 1);

    @Test
    void modelsAndPagesOnAVolumeWithAGpu() {
        var compilation = Compiled.stage(apps -> {
            var disks = SystemsTest.disks(apps);
            var ollama = new Ollama(
                    apps,
                    "ollama",
                    disks,
                    "50Gi",
                    o -> o.gpu(GPU).model("llama3.2:3b").model("nomic-embed-text:v1.5"));
            new OpenWebUi(apps, "openwebui", ollama, o -> o.keep(disks, "10Gi").version("v0.12.4"));
            new Automatic1111(apps, "automatic1111", GPU, disks, "100Gi", a -> {});
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
