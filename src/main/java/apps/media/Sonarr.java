package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Sonarr: looks for new episodes of series and files them in the library. */
public final class Sonarr extends Component {
    /** Sonarr on the library of {@code store}. */
    public Sonarr(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/sonarr:4.0.16", 8989, "/ping", "256Mi/1Gi", c -> store.openLibrary(c));
        MediaServer.run(this, program, store, settings.host());
    }
}
