package clusters.kyrion;

import apps.MediaMtx;
import apps.N8n;
import apps.RaiPlaySoundRss;
import apps.Registry;
import apps.RomM;
import espalier.Stage;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.Postgres;

/** What people of Elysium use beside media and models: each in a namespace of its own name. */
final class Tools {
    /** What can tell how it is, or what it does. */
    final N8n n8n;

    final MediaMtx mediamtx;

    /** Whose image is private. */
    final RaiPlaySoundRss feeds;

    Tools(Stage configs, Stage apps, StorageClass disks) {
        var workflows = new Namespace(configs, "n8n");
        var database = new Postgres(apps.in(workflows), "n8n-postgres", disks, "10Gi");
        n8n = new N8n(apps.in(workflows), "n8n", database, n -> n.host("n8n"));

        var registry = new Namespace(configs, "registry");
        new Registry(apps.in(registry), "registry", "20Gi", r -> r.machines("arkham.docker.local", 30500));

        var romm = new Namespace(configs, "romm");
        new RomM(apps.in(romm), "romm", "100Gi", r -> r.host("romm").covers());

        var streams = new Namespace(configs, "mediamtx");
        mediamtx = new MediaMtx(
                apps.in(streams), "mediamtx", m -> m.host("mediamtx").address("192.168.20.10"));

        var feeds = new Namespace(configs, "raiplaysoundrss");
        this.feeds = new RaiPlaySoundRss(apps.in(feeds), "raiplaysoundrss", r -> r.host("rss"));

        new Isolation(configs, "tools-isolation", Dialect.KUBERNETES, workflows, registry, romm, streams, feeds);
    }
}
