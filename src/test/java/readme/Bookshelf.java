package readme;

import apps.PageSettings;
import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import infra.MediaStore;
import java.util.function.Consumer;

/** A page on which the household finds its books. */
public final class Bookshelf extends Component {
    /** The books in the library of {@code store}. */
    public Bookshelf(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.recreate().runAs(store.owner()).container(id, "ghcr.io/example/bookshelf:2", c -> {
                    c.port("http", 8080)
                            .mount(temporary, "/tmp")
                            .readiness(Probe.http("http", "/healthz"))
                            .memory("128Mi", "512Mi");
                    store.keepSettings(this, c);
                    store.openLibrary(c);
                }));
        var page = new Service(this, server).port("http");
        settings.expose(this, page);
    }
}
