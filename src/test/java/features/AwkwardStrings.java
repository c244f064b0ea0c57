package features;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Strings that one reader of YAML or another takes for something else when they stand without quotes, or loses when
 * they stand in the wrong ones: {@code awkward-strings.json}, and some that are long.
 */
public final class AwkwardStrings {
    private static final Map<String, List<String>> GROUPS = groups();

    private AwkwardStrings() {}

    private static Map<String, List<String>> groups() {
        try (InputStream json = AwkwardStrings.class.getResourceAsStream("awkward-strings.json")) {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The strings of one heading in the file. */
    static List<String> group(String name) {
        return GROUPS.getOrDefault(name, List.of());
    }

    /** What every reader gives back, as a value. */
    public static List<String> everywhere() {
        var all = new ArrayList<String>();
        for (String name : List.of("numbers", "words", "indicators", "spaces", "unicode")) {
            all.addAll(group(name));
        }
        all.add("word ".repeat(2000) + "end");
        all.add("x".repeat(5000));
        all.add("line of text: # with - things\n".repeat(300));
        all.add("k".repeat(1024));
        all.add("é".repeat(1100));
        all.add(" ".repeat(300));
        return all;
    }

    /** Well-formed Unicode that kustomize stops at, or changes, however it is written; the other readers give it back. */
    static List<String> beyondKustomize() {
        return group("beyondKustomize");
    }

    /** Whether kustomize carries {@code text} as a key: it takes a merge for one even in quotes, and none of 1,023 characters. */
    static boolean canBeKey(String text) {
        return !text.equals("<<") && text.length() <= 1000;
    }

    /** {@code text} as Java would have it, so that a failure can be read and repeated. */
    static String shown(String text) {
        var shown = new StringBuilder("\"");
        for (char c : text.substring(0, Math.min(text.length(), 80)).toCharArray()) {
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            shown.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return shown.append(text.length() > 80 ? "…\" of " + text.length() : "\"")
                .toString();
    }
}
