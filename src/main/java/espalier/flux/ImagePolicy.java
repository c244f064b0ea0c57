package espalier.flux;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/**
 * Chooses the newest tag of an image. Files take the choice over where a comment behind a value names this policy: {@code #
 * {"$imagepolicy": "NAMESPACE:NAME"}}, with {@code :tag} or {@code :name} at its end where the value is only that part.
 */
public final class ImagePolicy extends Component {
    private static final String API = "image.toolkit.fluxcd.io/v1";

    /** The policy of {@code scope} with the name {@code id}; {@code repository} stands in the same namespace. */
    public ImagePolicy(
            Scope scope,
            String id,
            ImageRepository repository,
            ImageTags tags,
            Consumer<ImagePolicySettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new ImagePolicySettings(node()), configure);
        node().write(() -> node().add(settings.toObject(repository, tags)));
    }

    /** What can be set on it. */
    public static final class ImagePolicySettings extends ObjectSettings<ImagePolicySettings> {
        private final Setting<Boolean> digest = setting("digest");

        private ImagePolicySettings(Node node) {
            super(node);
        }

        @Override
        protected ImagePolicySettings self() {
            return this;
        }

        /** Also says the digest of the tag it chooses, for files that pin it; default is the tag alone. */
        public ImagePolicySettings digest() {
            digest.set(true);
            return this;
        }

        private Mapping toObject(ImageRepository repository, ImageTags tags) {
            var spec = Mapping.of("imageRepositoryRef", Mapping.of("name", repository.name()));
            tags.writeTo(spec);
            if (digest.isSet()) {
                // A release is not made twice; one that moves all the same is not followed.
                spec.put("digestReflectionPolicy", "IfNotPresent");
            }
            return object(API, "ImagePolicy").put("spec", spec);
        }
    }
}
