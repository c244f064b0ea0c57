package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Whisparr: looks for adult films and files them in the library. */
public final class Whisparr extends Component {
    /** Whisparr on the library of {@code store}. */
    public Whisparr(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/whisparr:rolling", 6969, "/ping", "256Mi/1Gi", c -> store.openLibrary(c));
        MediaServer.run(this, program, store, settings.host());
    }
}
