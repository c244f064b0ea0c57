package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Exposed;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import infra.MediaStore;
import java.util.function.Consumer;

/** SABnzbd: downloads from Usenet into the library. */
public final class Sabnzbd extends Component {
    private final MediaServer server;

    /** Sabnzbd on the library of {@code store}. */
    public Sabnzbd(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/sabnzbd:4.5.5",
                8080,
                "/api?mode=version",
                "256Mi",
                "2Gi",
                "it downloads from servers of the Usenet",
                c -> store.openLibrary(c));
        server = new MediaServer(this, program, store, settings);
        // It refuses whoever asks for it under a name that it does not know, since that might be a web page's trick.
        Exposed exposed = server.exposed();
        server.env(
                "SABNZBD__HOST_WHITELIST_ENTRIES",
                exposed == null ? server.serviceHost() : Text.of(server.serviceHost(), ", ", exposed.host()));
    }

    MediaServer server() {
        return server;
    }
}
