package infra.images;

import espalier.Cluster;
import espalier.Component;
import espalier.Finding;
import espalier.Identity;
import espalier.ImageMarker;
import espalier.ImageReference;
import espalier.NamespaceHandle;
import espalier.Pin;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Settings;
import espalier.VersionFile;
import espalier.flux.ImagePolicy;
import espalier.flux.ImageRepository;
import espalier.flux.ImageTags;
import espalier.flux.ImageUpdateAutomation;
import espalier.flux.ImageUpdateAutomation.AutomationSettings;
import espalier.rules.Images;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the images of a cluster up to date: Flux looks for new tags, and writes them into the cluster's file of versions and all that
 * was made of it, in one commit.
 *
 * <p>What it follows stands in that file alone: an image with the marker {@code # {"$imagepolicy": "flux-system:NAME"}} behind it is
 * followed by the policy {@code NAME}, to the releases of its own major version. {@link FollowSettings#follow} says it for tags that
 * are no versions, and for those who want to go further.
 *
 * <p>Flux's image-reflector-controller and image-automation-controller must run, and Flux's credential must be allowed to write.
 */
public final class ImageAutomation extends Component {
    private static final String FLUX = NamespaceHandle.FLUX_SYSTEM.name().text();

    private final FollowSettings settings;
    private final Set<String> followed = new HashSet<>();

    /** Follows what the file of versions marks, with rules of its own for some. */
    public ImageAutomation(Scope scope, String id, Consumer<FollowSettings> configure) {
        super(scope, id);
        settings = Settings.configured(new FollowSettings(this), configure);
        Scope flux = in(NamespaceHandle.FLUX_SYSTEM);
        new ImageUpdateAutomation(flux, "bot", settings.bot);
        Cluster cluster = node().cluster();
        VersionFile versions = cluster.versions();
        for (Pin pin : versions == null ? List.<Pin>of() : versions.pins()) {
            ImageMarker marker = pin.marker();
            if (marker != null && marker.namespace().equals(FLUX) && followed.add(marker.policy())) {
                follow(flux, marker.policy(), pin);
            }
        }
        settings.tellUnused(followed);
    }

    private void follow(Scope flux, String policy, Pin pin) {
        ImageReference image = ImageReference.of(pin.text());
        ImageTags tags = settings.rules.getOrDefault(policy, ImageTags.like(image.tag()));
        if (tags == null) {
            // The marker is right, and to be told of it as well would be too much.
            node().provide(Provision.of(Identity.of("image.toolkit.fluxcd.io", "ImagePolicy", FLUX, policy), node()));
            node().findings()
                    .add(new Finding(
                            Images.IMAGE_POLICY,
                            "Tried to follow " + pin.text()
                                    + ", but its tag is no version of three numbers, so nothing tells"
                                    + " which tag is newer",
                            node().path(),
                            pin.origin(),
                            "say it where " + node().path() + " is made: follow(\"" + policy
                                    + "\", ImageTags.…), or take the marker away"));
            return;
        }
        var repository = new ImageRepository(flux, policy + "-tags", image.repository(), r -> {
            r.named(policy);
            SecretKey login = settings.login(image.repository());
            if (login != null) {
                r.login(login);
            }
        });
        new ImagePolicy(flux, policy, repository, tags, p -> {
            p.named(policy);
            if (!image.digest().isEmpty()) {
                p.digest();
            }
        });
    }

    /** What can be said of how images are followed. */
    public static final class FollowSettings extends Settings {
        private final Map<String, @Nullable ImageTags> rules = new LinkedHashMap<>();
        private final Map<String, SecretKey> logins = new LinkedHashMap<>();
        private Consumer<AutomationSettings> bot = b -> b.named("images");

        private FollowSettings(ImageAutomation automation) {
            super(automation.node());
        }

        /** Follows by {@code tags} what the marker {@code flux-system:POLICY} stands behind. */
        public FollowSettings follow(String policy, ImageTags tags) {
            ImageTags before = rules.putIfAbsent(policy, tags);
            if (before != null) {
                reportTwice("what " + policy + " follows", "one rule", "another");
            }
            return this;
        }

        /**
         * Logs in where Flux asks for tags of private images.
         *
         * @param registry what their names begin with, as {@code ghcr.io/example}
         * @param dockerConfig the key {@code .dockerconfigjson} of a Secret in Flux's namespace
         */
        public FollowSettings login(String registry, SecretKey dockerConfig) {
            logins.put(registry, dockerConfig);
            return this;
        }

        /** Says more of the automation itself: author, message, branch, interval. */
        public FollowSettings bot(Consumer<AutomationSettings> more) {
            bot = bot.andThen(more);
            return this;
        }

        private @Nullable SecretKey login(String image) {
            for (var login : logins.entrySet()) {
                if (image.startsWith(login.getKey() + "/")) {
                    return login.getValue();
                }
            }
            return null;
        }

        private void tellUnused(Set<String> followed) {
            for (String policy : rules.keySet()) {
                if (!followed.contains(policy)) {
                    node().findings()
                            .report(
                                    Images.IMAGE_POLICY,
                                    node(),
                                    "Tried to follow images by the policy " + policy
                                            + ", but no image in the cluster's file of versions has the marker flux-system:"
                                            + policy,
                                    "add the marker, correct the name, or take the rule away");
                }
            }
        }
    }
}
