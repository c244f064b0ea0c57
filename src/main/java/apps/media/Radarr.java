package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Radarr: looks for films and files them in the library. */
public final class Radarr extends Component {
    /** Radarr on the library of {@code store}. */
    public Radarr(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/radarr:6.1.1", 7878, "/ping", "256Mi/1Gi", c -> store.openLibrary(c));
        MediaServer.run(this, program, store, settings.host());
    }
}
