package apps;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Health;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Service;
import espalier.kubernetes.StorageClass;
import infra.gpu.Gpu;
import java.util.function.Consumer;

/**
 * AUTOMATIC1111's Stable Diffusion web UI: makes pictures from words.
 *
 * <p>Its makers publish no image; this one is built from their last release by the repository siutin/stable-diffusion-webui-docker.
 * It starts without a model: the address it would fetch one from is gone (issue 16459 of AUTOMATIC1111/stable-diffusion-webui),
 * so a person puts one into {@code /data/models/Stable-diffusion} and chooses it on the page.
 */
public final class Automatic1111 extends Component {
    private static final String IMAGE = "siutin/stable-diffusion-webui-docker:cuda-v1.10.1-2024-07-30";

    /** The user that the image makes for it. */
    private static final int USER = 10000;

    /** The page on {@code gpu}, without which it does not start; models, pictures and settings on {@code size} of {@code storage}. */
    public Automatic1111(
            Scope scope, String id, Gpu gpu, StorageClass storage, String size, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var data = new PersistentVolumeClaim(this, "data", storage, size);

        // Recreate: one node can mount the volume, and the old pod has the GPU.
        var page = new Deployment(
                this,
                d -> d.recreate()
                        .runAs(USER, USER)
                        .filesGroup(USER)
                        .internet("it downloads parts of models when they are first needed")
                        .container(
                                "automatic1111",
                                IMAGE,
                                c -> c.port("http", 7860)
                                        .command("bash", "webui.sh")
                                        .args("--listen", "--api", "--data-dir", "/data", "--no-download-sd-model")
                                        // Parts of models that it fetches by itself are kept as well.
                                        .env("HF_HOME", "/data/huggingface")
                                        .mount(data, "/data")
                                        .writableRootFilesystem(
                                                "it compiles and restarts itself in the directory of its program")
                                        .connect(gpu)
                                        .health(Health.http("http", "/internal/ping")
                                                .starts(10, 60)
                                                .within(10)
                                                .every(30)
                                                .failures(10))
                                        .cpu("500m")
                                        .memory("4Gi", "16Gi")));
        var service = new Service(this, page);
        settings.expose(this, service.port("http"));
    }
}
