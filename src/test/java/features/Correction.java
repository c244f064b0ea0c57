package features;

import espalier.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest change that turns a manifest that breaks a rule into one that does not.
 *
 * @param rule the id of the rule
 * @param file the manifest, below {@code src/test/resources}
 * @param before what stands in it, once
 * @param after what shall stand there
 */
record Correction(String rule, String file, String before, String after) {
    private static final Path RESOURCES = Path.of(System.getProperty("espalier.root", "."), "src/test/resources");

    /** Those of {@code corrections.txt}. */
    static List<Correction> all() throws IOException {
        var all = new ArrayList<Correction>();
        for (String part :
                Files.readString(RESOURCES.resolve("corrections.txt")).split("\n## ", -1)) {
            List<String> lines = part.lines().toList();
            int colon = lines.get(0).indexOf(": ");
            if (!part.startsWith("#") && colon > 0) {
                String file = lines.get(0).substring(colon + 2);
                all.add(new Correction(lines.get(0).substring(0, colon), file, side(lines, "- "), side(lines, "+ ")));
            }
        }
        return all;
    }

    private static String side(List<String> lines, String sign) {
        return String.join(
                "\n",
                lines.stream()
                        .filter(line -> line.startsWith(sign))
                        .map(line -> line.substring(2))
                        .toList());
    }

    /** The manifest as it stands. */
    Compilation broken() {
        return compile(file, text());
    }

    /** The same with the change; it is a file for the time of this call only. */
    Compilation corrected() throws IOException {
        String text = text();
        int at = text.indexOf(before);
        if (at < 0 || text.indexOf(before, at + 1) >= 0) {
            throw new IllegalStateException(file + " does not hold exactly once: " + before);
        }
        Path classes = Path.of(RulesLetPassTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path written = Files.createTempFile(classes, "corrected", ".yaml");
        try {
            String corrected = text.substring(0, at) + after + text.substring(at + before.length());
            Files.writeString(written, corrected);
            return compile(written.getFileName().toString(), corrected);
        } finally {
            Files.delete(written);
        }
    }

    private String text() {
        try {
            return Files.readString(RESOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Compilation compile(String resource, String text) {
        return file.startsWith("policies/")
                ? PoliciesTest.compile(resource)
                : BrokenManifestsTest.compile(resource, text.lines().toList());
    }
}
