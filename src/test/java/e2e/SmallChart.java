package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Charts that stand in for those which cannot be fetched here: each brings its CRDs and a controller that does nothing, under
 * the name and version that the cluster asks for.
 */
record SmallChart(String name, String version, Map<String, String> files) {

    /** A chart that installs a Deployment of its name, and {@code crds}. */
    static SmallChart of(String name, String version, String... crds) {
        var files = new LinkedHashMap<String, String>();
        files.put("Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: " + version + "\n");
        files.put("templates/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: {{ .Release.Name }}
                spec:
                  selector:
                    matchLabels: {app: {{ .Release.Name }}}
                  template:
                    metadata:
                      labels: {app: {{ .Release.Name }}}
                    spec:
                      containers:
                        - name: controller
                          image: example.com/stand-in:1
                """);
        for (int i = 0; i < crds.length; i++) {
            files.put("crds/" + i + ".yaml", crds[i]);
        }
        return new SmallChart(name, version, files);
    }

    /** The chart as a repository serves it. */
    byte[] archive() {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes);
                var tar = new TarArchiveOutputStream(zip)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                var entry = new TarArchiveEntry(name + "/" + file.getKey());
                entry.setSize(content.length);
                entry.setModTime(0); // so that it has one digest
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String fileName() {
        return name + "-" + version + ".tgz";
    }

    /** The index of a repository that has this chart alone, in the folder where the index is. */
    String index() {
        return index(List.of(this));
    }

    /** The index of a repository that has {@code charts}, in the folder where the index is. */
    static String index(List<SmallChart> charts) {
        var entries = new TreeMap<String, String>();
        for (SmallChart chart : charts) {
            String entry = """
                        - apiVersion: v2
                          name: %s
                          version: %s
                          digest: %s
                          urls: [%s]
                    """.formatted(chart.name, chart.version, digest(chart.archive()), chart.fileName());
            entries.merge(chart.name, entry, String::concat);
        }
        var index = new StringBuilder("apiVersion: v1\nentries:\n");
        entries.forEach((name, versions) ->
                index.append("  ").append(name).append(":\n").append(versions));
        return index.toString();
    }

    static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
