package espalier.flux;

import espalier.Component;
import espalier.Identity;
import espalier.Node;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.function.Consumer;

/** The tags of an image, for which Flux asks its registry again and again. */
public final class ImageRepository extends Component {
    private static final String API = "image.toolkit.fluxcd.io/v1";
    private final ImageRepositorySettings settings;

    /**
     * The tags of {@code image}.
     *
     * @param image without tag, spelt as the files spell it that are to be updated
     */
    public ImageRepository(Scope scope, String id, String image, Consumer<ImageRepositorySettings> configure) {
        super(scope, id);
        settings = Settings.configured(new ImageRepositorySettings(node()), configure);
        node().write(() -> node().add(settings.toObject(image)));
    }

    Text name() {
        return settings.provision(Identity.groupOf(API), "ImageRepository").name();
    }

    /** What can be set on it. */
    public static final class ImageRepositorySettings extends ObjectSettings<ImageRepositorySettings> {
        private final Setting<Duration> interval = setting("interval");
        private final Setting<SecretKey> login = setting("login");

        private ImageRepositorySettings(Node node) {
            super(node);
        }

        @Override
        protected ImageRepositorySettings self() {
            return this;
        }

        /** How often Flux asks the registry; default 10 minutes. A list of tags is no pull, which Docker Hub counts. */
        public ImageRepositorySettings interval(Duration interval) {
            this.interval.set(interval);
            return this;
        }

        /** The key {@code .dockerconfigjson} of the Secret, in the same namespace, with which the registry lets Flux in. */
        public ImageRepositorySettings login(SecretKey dockerConfig) {
            login.set(dockerConfig);
            return this;
        }

        private Mapping toObject(String image) {
            var spec = Mapping.of("image", image).put("interval", Durations.text(interval.or(Duration.ofMinutes(10))));
            SecretKey key = login.get();
            if (key != null) {
                spec.put("secretRef", Mapping.of("name", key.secret()));
            }
            return object(API, "ImageRepository").put("spec", spec);
        }
    }
}
