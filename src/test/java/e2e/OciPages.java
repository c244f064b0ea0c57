package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import e2e.StandInWeb.Page;
import java.net.URI;
import java.util.Map;

/** A chart as a registry serves it to those who only read. */
final class OciPages {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
    private static final String LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private OciPages() {}

    /** Who answers for {@code address}: Docker's registry has another name than its addresses. */
    static String host(URI address) {
        return address.getHost().equals("docker.io") ? "index.docker.io" : address.getHost();
    }

    /**
     * The pages, by their address.
     *
     * @param top the address of the registry's API
     * @param path that of the chart in it, after a slash; its tag is the version of the chart
     */
    static Map<String, Page> of(String top, String path, SmallChart chart) {
        byte[] layer = chart.archive();
        byte[] config = ("{\"name\": \"" + chart.name() + "\", \"version\": \"" + chart.version()
                        + "\", \"apiVersion\": \"v2\"}")
                .getBytes(UTF_8);
        byte[] manifest = ("{\"schemaVersion\": 2, \"mediaType\": \"" + MANIFEST + "\", \"config\": "
                        + descriptor(CONFIG, config) + ", \"layers\": [" + descriptor(LAYER, layer) + "]}")
                .getBytes(UTF_8);
        String at = top + path;
        return Map.of(
                top + "/",
                new Page("{}".getBytes(UTF_8), "application/json"),
                at + "/manifests/" + chart.version().replace('+', '_'),
                new Page(manifest, MANIFEST),
                at + "/manifests/" + digest(manifest),
                new Page(manifest, MANIFEST),
                at + "/blobs/" + digest(config),
                Page.of(config),
                at + "/blobs/" + digest(layer),
                Page.of(layer));
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\": \"" + type + "\", \"digest\": \"" + digest(content) + "\", \"size\": " + content.length
                + "}";
    }

    private static String digest(byte[] content) {
        return "sha256:" + SmallChart.digest(content);
    }
}
