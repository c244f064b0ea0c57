package clusters.kyrion;

import apps.LibreChat;
import apps.LocalAi;
import apps.Ollama;
import apps.OpenWebUi;
import apps.SearXng;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.rules.Platforms;
import infra.bitnami.MongoDb;
import infra.gpu.Gpu;

/** Models on the machine's own graphics, the pages that people talk to them on, and the search that both look things up with. */
final class Ai {
    private final Scope namespace;
    private final OpenWebUi chat;

    Ai(Stage apps, StorageClass storage, Gpu graphics) {
        namespace = apps.in(new Namespace(apps, "ai"));
        var searxng = new SearXng(namespace, "searxng", s -> s.host("searxng"));
        // The document names no models.
        var ollama = new Ollama(
                namespace, "ollama", storage, "100Gi", o -> o.gpu(graphics).model("llama3.2:3b"));
        var localAi = new LocalAi(
                namespace,
                "local-ai",
                storage,
                "50Gi",
                l -> l.gpu(graphics).model("qwen3-4b").host("local-ai"));
        chat = new OpenWebUi(
                namespace,
                "open-webui",
                ollama,
                o -> o.models(localAi).search(searxng).keep(storage, "10Gi").host("open-webui"));
        var mongo = new MongoDb(namespace, "librechat-mongodb", "librechat", storage, "10Gi");
        mongo.waive(Platforms.STORAGE_FLEETING, "the cluster has one machine, and only its disk");
        new LibreChat(
                namespace,
                "librechat",
                mongo,
                Resource.of("kyrion/librechat.yaml"),
                l -> l.models("OLLAMA", ollama)
                        .models("LOCALAI", localAi)
                        .search(searxng)
                        .host("librechat"));
    }

    /** The page that people chat on. */
    OpenWebUi chat() {
        return chat;
    }

    /** Where all of it runs. */
    Scope namespace() {
        return namespace;
    }
}
