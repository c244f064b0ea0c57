package clusters.kyrion;

import apps.RaiPlaySoundRss;
import espalier.NamespaceHandle;
import espalier.SecretKey;
import espalier.Stage;
import espalier.Text;
import espalier.flux.ImageTags;
import espalier.kubernetes.BootstrapSecret;
import infra.images.ImageAutomation;

/**
 * What Flux keeps up to date by itself: the images that are marked in {@code kyrion/versions.yaml}, each to the releases of its own
 * major version. Here stands what goes by another rule, since its tags are no versions.
 */
final class Images {
    /** {@code 2026.9.25-12f8b6515}: a day, and the commit that was built on it. */
    private static final ImageTags BUILDS_BY_DAY =
            ImageTags.versions(">=2026.0.0-0").matching("^[0-9]+\\.[0-9]+\\.[0-9]+-[0-9a-f]+$");

    /** {@code RELEASE.2026-08-04T00-00-00Z}. */
    private static final ImageTags RELEASES_BY_TIME = ImageTags.lastOfAlphabet().matching("^RELEASE\\.[0-9TZ-]+$");

    /** {@code 1.35}. */
    private static final ImageTags TWO_NUMBERS =
            ImageTags.versions("1.x").matching("^(?P<version>[0-9]+\\.[0-9]+)$", "$version.0");

    private Images() {}

    /** {@code 6.4.3.10645}: a version, and a count of builds that goes on through all of them; within {@code major}. */
    private static ImageTags builds(int major) {
        return ImageTags.highestNumber("^" + major + "\\.[0-9]+\\.[0-9]+\\.(?P<build>[0-9]+)$", "$build");
    }

    /**
     * Follows them in a stage that no other waits for: a registry that does not answer, or an image that has moved, holds nothing up.
     *
     * @param login what reads the tags of the images of Elysium's own people, which are private
     */
    static ImageAutomation followed(Stage last, SecretKey login) {
        var here = new BootstrapSecret(
                last.in(NamespaceHandle.FLUX_SYSTEM),
                "own-images",
                s -> s.type(RaiPlaySoundRss.LOGIN_TYPE).text(RaiPlaySoundRss.LOGIN_KEY, Text.of(login)));
        return new ImageAutomation(
                last,
                "images",
                a -> a.login("ghcr.io/alecsg77", here.key(RaiPlaySoundRss.LOGIN_KEY))
                        .follow("searxng", BUILDS_BY_DAY)
                        .follow("minio", RELEASES_BY_TIME)
                        .follow("node-env", TWO_NUMBERS)
                        .follow("plex", builds(1))
                        .follow("prowlarr", builds(2))
                        .follow("radarr", builds(6))
                        .follow("sonarr", builds(4)));
    }
}
