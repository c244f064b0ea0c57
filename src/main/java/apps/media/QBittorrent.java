package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Settings;
import espalier.kubernetes.AppVolume;
import infra.MediaStore;
import infra.Vpn;
import java.util.function.Consumer;

/**
 * qBittorrent: downloads torrents into the library, by a VPN alone.
 *
 * <p>Whatever else fails, it sends nothing past the tunnel: it speaks to peers by the tunnel's own interface and no other, which a
 * step before each start writes into its settings, since it keeps them itself and people can change them on its page. What
 * {@link Vpn} does besides does not depend on that.
 *
 * <p>What is not complete yet lies on a volume of its own: pieces come in no order, and a library in somebody's cloud would be
 * written again for each.
 */
public final class QBittorrent extends Component {
    private static final String IMAGE = "ghcr.io/home-operations/qbittorrent:5.2.3";
    private static final int PAGE = 8080;
    private static final String INCOMPLETE = "/incomplete";

    private final MediaServer server;

    /**
     * qBittorrent on the library of {@code store}.
     *
     * @param incomplete how much may lie there that is not complete yet, as {@code 200Gi}
     */
    public QBittorrent(
            Scope scope, String id, MediaStore store, Vpn vpn, String incomplete, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var pieces = new AppVolume(this, "incomplete", incomplete, store.owner());
        var program = new MediaServer.Program(IMAGE, PAGE, "/", "512Mi", "2Gi", null, c -> {
            vpn.enclose(this, c, PAGE);
            store.openLibrary(c);
            c.mount(pieces, INCOMPLETE);
        });
        server = new MediaServer(this, program, store, settings);
        // The program takes these by its own file alone.
        server.before(
                "bind-to-tunnel",
                c -> c.env("SETTINGS", "/config/qBittorrent/qBittorrent.conf")
                        .env("DEFAULTS", "/defaults/qBittorrent.conf")
                        .env("TUNNEL", vpn.device())
                        .env("INCOMPLETE", INCOMPLETE)
                        .script(Resource.of("apps/bind-qbittorrent.sh"))
                        .memory("16Mi", "64Mi"));
    }

    MediaServer server() {
        return server;
    }
}
