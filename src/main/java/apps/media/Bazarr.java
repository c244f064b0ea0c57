package apps.media;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Bazarr: looks for the subtitles of what the other apps have filed in the library. */
public final class Bazarr extends Component {
    /** Bazarr on the library of {@code store}. */
    public Bazarr(Scope scope, String id, MediaStore store, Consumer<BazarrSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new BazarrSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/bazarr:1.6.0",
                6767,
                "/",
                "256Mi",
                "1Gi",
                "subtitles come from there",
                c -> store.openLibrary(c));
        settings.connect(new MediaServer(this, program, store, settings));
    }

    /** What can be set on Bazarr. */
    public static final class BazarrSettings extends ExposedSettings<BazarrSettings> {
        private final Setting<Radarr> films = setting("films");
        private final Setting<Sonarr> series = setting("series");

        private BazarrSettings(Bazarr app) {
            super(app.node());
        }

        @Override
        protected BazarrSettings self() {
            return this;
        }

        /** What knows which films there are; people connect the two on its page. */
        public BazarrSettings films(Radarr keeper) {
            films.set(keeper);
            return this;
        }

        /** What knows which series there are; people connect the two on its page. */
        public BazarrSettings series(Sonarr keeper) {
            series.set(keeper);
            return this;
        }

        private void connect(MediaServer app) {
            Radarr radarr = films.get();
            if (radarr != null) {
                app.connectsTo(radarr.server());
            }
            Sonarr sonarr = series.get();
            if (sonarr != null) {
                app.connectsTo(sonarr.server());
            }
        }
    }
}
