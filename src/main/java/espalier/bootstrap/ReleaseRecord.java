package espalier.bootstrap;

import static espalier.bootstrap.ChartSource.text;

import espalier.json.JsonReader;
import espalier.live.LiveException;
import espalier.tree.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What Helm wrote down of the last revision of a release, in a Secret beside it. */
record ReleaseRecord(String secret, String status, Mapping release) {

    /** The last one; null where Helm has installed nothing of that name. */
    static @Nullable ReleaseRecord last(Ground ground, String namespace, String name)
            throws LiveException, BootstrapException {
        Mapping last = null;
        int newest = 0;
        for (Mapping secret : ground.cluster().secrets(namespace, Map.of("owner", "helm", "name", name))) {
            int revision = Integer.parseInt(text(secret.child("metadata").child("labels"), "version"));
            if (revision > newest) {
                newest = revision;
                last = secret;
            }
        }
        if (last == null) {
            return null;
        }
        Mapping metadata = last.child("metadata");
        return new ReleaseRecord(
                text(metadata, "name"),
                text(metadata.child("labels"), "status"),
                release(text(last.child("data"), "release"), name));
    }

    private static Mapping release(String data, String name) throws BootstrapException {
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return (Mapping) JsonReader.read(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw BootstrapException.refused("what Helm wrote down of " + name + " cannot be read: " + e.getMessage());
        }
    }

    boolean isDeployed() {
        return status.equals("deployed");
    }

    /** Whether a Helm is at work, or was killed at it. */
    boolean isPending() {
        return status.startsWith("pending");
    }

    /** Whether it is this chart with these values. */
    boolean is(ChartSource source, Mapping values) {
        Mapping chart = release.child("chart").child("metadata");
        String version = text(chart, "version");
        boolean exact =
                source.version().isEmpty() || Character.isDigit(source.version().charAt(0));
        boolean sameVersion =
                !exact || source.version().isEmpty() || source.version().equals(version);
        Mapping config = release.mapping("config");
        return sameVersion && (config == null ? values.isEmpty() : config.equals(values));
    }
}
