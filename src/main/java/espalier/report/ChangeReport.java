package espalier.report;

import espalier.output.Change;
import espalier.output.OutputFile;
import espalier.tree.FieldDifference;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how a file differs from what the Java says, field by field where it is YAML. */
public final class ChangeReport {
    private static final int MOST = 8;

    private ChangeReport() {}

    /** The fields that differ, {@code present → wanted}, a line each; never none. */
    public static List<String> fields(Change change) {
        OutputFile wanted = change.wanted();
        byte[] present = change.present();
        if (wanted == null) {
            return List.of("the Java no longer makes it");
        }
        if (present == null) {
            return List.of("it is missing");
        }
        if (wanted.spec().isEncrypted()) {
            return List.of("its encrypted text differs"); // what stands there may be a secret
        }
        Value expected = wanted.spec().yaml();
        return expected == null
                ? List.of(firstLine(present, wanted.bytes()))
                : differences(present, wanted.bytes(), parse(present), expected);
    }

    /** The fields that differ between two states of a file, {@code before → after}, a line each; never none. */
    public static List<String> fields(byte[] before, byte[] after) {
        return differences(before, after, parse(before), parse(after));
    }

    private static List<String> differences(byte[] one, byte[] other, @Nullable Value before, @Nullable Value after) {
        if (before == null || after == null) {
            return List.of(firstLine(one, other));
        }
        var lines = new ArrayList<String>();
        for (FieldDifference difference : FieldDifference.between(before, after)) {
            if (lines.size() == MOST) {
                lines.add("and more");
                break;
            }
            lines.add(difference.toString());
        }
        return lines.isEmpty() ? List.of("only its form or order differs") : lines;
    }

    private static @Nullable Value parse(byte[] bytes) {
        try {
            var documents = YamlReader.documents(new String(bytes, StandardCharsets.UTF_8));
            return documents.size() == 1 ? documents.get(0).value() : null;
        } catch (YamlReader.SyntaxException e) {
            return null;
        }
    }

    private static String firstLine(byte[] present, byte[] wanted) {
        List<String> one = new String(present, StandardCharsets.UTF_8).lines().toList();
        List<String> other = new String(wanted, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return "line " + (i + 1) + ": " + one.get(i).strip() + " → "
                        + other.get(i).strip();
            }
        }
        return one.size() + " → " + other.size() + " lines";
    }
}
