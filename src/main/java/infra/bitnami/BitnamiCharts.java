package infra.bitnami;

import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;

/**
 * What the charts of Bitnami have in common: where they are, and where their images went.
 *
 * <p>These are at {@code docker.io/bitnami} no more since August 2025; those that were there are at {@code docker.io/bitnamilegacy},
 * and get no updates (github.com/bitnami/containers/issues/83267). The charts still name the old place, and some of their versions
 * take an image of another one for a forgery and refuse to be installed.
 */
public final class BitnamiCharts {
    private BitnamiCharts() {}

    /** The chart {@code name}. */
    public static PublishedChart chart(String name, String version) {
        return PublishedChart.of(name, version).registry("oci://registry-1.docker.io/bitnamicharts");
    }

    /**
     * Lets {@code release} take its images from where they are.
     *
     * @param image of the chart itself
     * @param brought charts that it brings along, each of which has its image's name
     */
    public static HelmReleaseSettings legacyImages(HelmReleaseSettings release, String image, String... brought) {
        release.value(true, "global", "security", "allowInsecureImages")
                .value("bitnamilegacy/" + image, "image", "repository");
        for (String chart : brought) {
            release.value("bitnamilegacy/" + chart, chart, "image", "repository");
        }
        return release;
    }
}
