package espalier.schema;

import espalier.schema.SchemaGaps.OfRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules on which nothing can be said of an object, as a line of text that is remembered with it. */
final class RuleNotes {
    private RuleNotes() {}

    static @Nullable String write(List<OfRule> unchecked) {
        if (unchecked.isEmpty()) {
            return null;
        }
        var line = new StringBuilder();
        for (OfRule rule : unchecked) {
            line.append(line.length() == 0 ? "" : "\t")
                    .append(rule.rule())
                    .append('\t')
                    .append(rule.why());
        }
        return line.toString();
    }

    static List<OfRule> read(String line) {
        String[] parts = line.split("\t", -1);
        var unchecked = new ArrayList<OfRule>();
        for (int i = 0; i + 1 < parts.length; i += 2) {
            unchecked.add(new OfRule(parts[i], parts[i + 1]));
        }
        return unchecked;
    }
}
