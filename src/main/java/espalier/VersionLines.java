package espalier;

import espalier.rules.Rule;
import espalier.rules.Versions;
import espalier.tree.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link VersionFile} line by line: the few shapes that it can have, for which no library of YAML is loaded, with the lines
 * that messages name and the comments that bots read.
 */
final class VersionLines {
    private static final String RENOVATE = "# renovate:";
    private static final Set<String> IMAGE_KEYS = Set.of("image", "component", "digest", "because", "optional");
    private static final Set<String> CHART_KEYS = Set.of("chart", "version", "component", "optional");

    private final String path;
    private final Node root;
    private final List<Pin> pins = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Field> entry = new LinkedHashMap<>();
    private String section = "";
    private String bot = "";
    private int number;

    /** What stands behind a key, with its comment and the marker in the line above. */
    private record Field(String value, String comment, String bot, int line) {}

    VersionLines(String path, Node root) {
        this.path = path;
        this.root = root;
    }

    List<Pin> read(String text) {
        String[] lines = text.split("\n", -1);
        for (String line : lines) {
            number++;
            line(line);
        }
        end();
        if (text.contains(ImageMarker.KEY)) {
            checkAsFluxWrites(lines);
        }
        return pins;
    }

    /** Flux reads the whole file and writes it anew, so that what it would write otherwise changes with the next update. */
    private void checkAsFluxWrites(String[] lines) {
        boolean begun = false;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            begun |= !line.isBlank() && !line.startsWith("#");
            String is = begun && line.isBlank() && i < lines.length - 1
                    ? "is empty"
                    : line.startsWith("---")
                            ? "separates documents, and takes the comments above with it"
                            : line.endsWith(" ") || line.endsWith("\r")
                                    ? "ends in a space"
                                    : line.contains("  # {") || line.indexOf('\t') >= 0
                                            ? "has more than one space before its comment"
                                            : null;
            if (is != null) {
                report(
                        i + 1,
                        "Tried to keep the file as Flux writes it, which updates what is marked in it, but this line "
                                + is + ", and Flux would change that with its next update",
                        line.isBlank() || line.startsWith("---") ? "take the line away" : "take the spaces away");
                return;
            }
        }
    }

    private void line(String line) {
        String words = line.trim();
        if (words.isEmpty() || words.equals("---")) {
            bot = "";
        } else if (words.startsWith("#")) {
            bot = words.startsWith(RENOVATE) ? words : "";
        } else if (words.equals("images:") || words.equals("charts:")) {
            end();
            section = words;
        } else {
            boolean begins = words.startsWith("- ");
            if (begins) {
                end();
            }
            field(begins ? words.substring(2).trim() : words, line.startsWith(" ") || begins);
            bot = "";
        }
    }

    private void field(String words, boolean indented) {
        int colon = words.indexOf(": ");
        String key = colon < 0 ? "" : words.substring(0, colon);
        boolean isKnown = section.equals("images:") ? IMAGE_KEYS.contains(key) : CHART_KEYS.contains(key);
        if (section.isEmpty() || !indented || !isKnown || entry.containsKey(key)) {
            report(
                    number,
                    "Tried to read \"" + words + "\", but "
                            + (entry.containsKey(key)
                                    ? "the entry says its " + key + " already"
                                    : "the file has entries below images: (" + keys(IMAGE_KEYS) + ") and charts: ("
                                            + keys(CHART_KEYS) + "), each key with its value on the same line"),
                    "correct the line");
            return;
        }
        String rest = words.substring(colon + 2).trim();
        int hash = rest.indexOf(" #");
        String value = hash < 0 ? rest : rest.substring(0, hash).trim();
        String comment = hash < 0 ? "" : rest.substring(hash + 2).trim();
        entry.put(key, new Field(unquoted(value), comment, bot, number));
    }

    private static String keys(Set<String> keys) {
        var sorted = new ArrayList<>(keys);
        sorted.sort(null);
        return String.join(", ", sorted);
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last) : value;
    }

    /** Takes in the entry whose lines were read. */
    private void end() {
        if (!entry.isEmpty()) {
            Pin pin = section.equals("images:") ? image() : chart();
            if (pin != null && !known.add(pin.name() + " " + pin.component())) {
                report(
                        entry.values().iterator().next().line,
                        "Tried to read the version of " + pin + ", but an entry above says it",
                        "keep one of the two, or say for which component one is");
            } else if (pin != null) {
                pins.add(pin);
            }
            entry.clear();
        }
    }

    private @Nullable Pin image() {
        Field image = required("image");
        if (image == null) {
            return null;
        }
        ImageReference reference = ImageReference.of(image.value);
        if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
            report(
                    image.line,
                    "Tried to read the version of " + image.value + ", but it has neither tag nor digest",
                    "write it as in registry.example.com/app:1.2.3@sha256:…");
            return null;
        }
        checkBot(image, reference.repository());
        boolean isMarked = ImageMarker.of(image.comment) != null;
        if (!isMarked && ImageMarker.isIn(image.comment)) {
            report(
                    image.line,
                    "Tried to let Flux keep " + image.value + " up to date, but \"" + image.comment
                            + "\" is not what Flux reads",
                    "write # {\"$imagepolicy\": \"NAMESPACE:NAME\"} behind the image");
        } else if (isMarked && !image.bot.isEmpty()) {
            report(
                    Versions.VERSION_MARKER,
                    image.line,
                    "Tried to let Flux keep " + image.value
                            + " up to date, but the marker above lets Renovate do so as well",
                    "keep one of the two markers");
        }
        Scalar value = Scalar.of(image.value);
        return new Pin(
                false,
                reference.wholeRepository(),
                text("component"),
                isMarked ? value.withComment(image.comment) : value,
                unknownDigest(image, reference),
                entry.containsKey("optional"),
                Origin.ofFile(path, image.line));
    }

    /** The one thing that can be said of a digest, which else stands in the image. */
    private @Nullable String unknownDigest(Field image, ImageReference reference) {
        Field digest = entry.get("digest");
        String because = text("because");
        if (digest == null) {
            return null;
        }
        if (!digest.value.equals("unknown")
                || because.isEmpty()
                || !reference.digest().isEmpty()) {
            report(
                    digest.line,
                    "Tried to read the digest of " + image.value + ", but "
                            + (reference.digest().isEmpty()
                                    ? "it stands behind the tag, or is unknown for a reason that because: says"
                                    : "the image has one already"),
                    "write IMAGE:TAG@DIGEST, or digest: unknown and because: with the reason");
            return null;
        }
        return because;
    }

    private @Nullable Pin chart() {
        Field chart = required("chart");
        Field version = chart == null ? null : required("version");
        if (chart == null || version == null) {
            return null;
        }
        checkBot(version, chart.value);
        return new Pin(
                true,
                chart.value,
                text("component"),
                Scalar.of(version.value),
                null,
                entry.containsKey("optional"),
                Origin.ofFile(path, version.line));
    }

    private String text(String key) {
        Field field = entry.get(key);
        return field == null ? "" : field.value;
    }

    private @Nullable Field required(String key) {
        Field field = entry.get(key);
        if (field == null || field.value.isEmpty()) {
            Field first = entry.values().iterator().next();
            report(
                    first.line,
                    "Tried to read the entry that begins with \"" + first.value + "\", but it has no " + key,
                    "add " + key + ": with its value");
            return null;
        }
        return field;
    }

    /** Renovate changes the line below its marker, whatever that is about. */
    private void checkBot(Field field, String name) {
        for (String word : field.bot.split(" ")) {
            if (word.startsWith("depName=") && !isAbout(word.substring("depName=".length()), field.bot, name)) {
                report(
                        Versions.VERSION_MARKER,
                        field.line,
                        "Tried to let Renovate keep " + name + " up to date, but the marker above is about "
                                + word.substring("depName=".length()),
                        "write the name of what the line below says, or move the marker");
            }
        }
    }

    private static boolean isAbout(String dependency, String bot, String name) {
        if (bot.contains("datasource=docker")) {
            String plain = name.startsWith("oci://") ? name.substring("oci://".length()) : name;
            return ImageReference.of(dependency)
                    .wholeRepository()
                    .equals(ImageReference.of(plain).wholeRepository());
        }
        return name.equals(dependency) || name.endsWith("/" + dependency);
    }

    private void report(int line, String message, String fix) {
        report(Versions.VERSION_FILE, line, message, fix);
    }

    private void report(Rule rule, int line, String message, String fix) {
        root.findings().report(rule, root, Origin.ofFile(path, line), message, fix);
    }
}
