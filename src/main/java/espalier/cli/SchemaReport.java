package espalier.cli;

import espalier.intake.KindSchema;
import espalier.schema.SchemaFolder;
import espalier.schema.SchemaFolder.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;

/** Puts kinds into a folder of schemas, and says what became of each. */
final class SchemaReport {
    /** Of a changed kind so many fields are named. */
    private static final int MOST_FIELDS = 5;

    private SchemaReport() {}

    static void put(Collection<KindSchema> kinds, SchemaFolder folder, Session session) throws IOException {
        var numbers = new EnumMap<SchemaFolder.Fate, Integer>(SchemaFolder.Fate.class);
        for (KindSchema kind : kinds) {
            Outcome outcome = folder.put(kind);
            numbers.merge(outcome.fate(), 1, Integer::sum);
            switch (outcome.fate()) {
                case ADDED, CHANGED ->
                    session.out()
                            .println(outcome.fate().name().toLowerCase(Locale.ROOT) + " " + kind + fields(outcome));
                default -> {}
            }
        }
        session.out().flush();
        session.err()
                .println(Teller.count(kinds.size(), "kind") + ": " + numbers.getOrDefault(SchemaFolder.Fate.ADDED, 0)
                        + " added, " + numbers.getOrDefault(SchemaFolder.Fate.CHANGED, 0) + " changed, "
                        + numbers.getOrDefault(SchemaFolder.Fate.UNCHANGED, 0) + " unchanged"
                        + shipped(numbers.getOrDefault(SchemaFolder.Fate.SHIPPED, 0)));
    }

    private static String shipped(int count) {
        return count == 0 ? "" : ", " + count + " the same as what comes with Espalier";
    }

    private static String fields(Outcome outcome) {
        int size = outcome.fields().size();
        int shown = Math.min(size, MOST_FIELDS);
        String named = String.join(", ", outcome.fields().subList(0, shown));
        return size == 0 ? "" : ": " + named + (size > shown ? " and " + (size - shown) + " more" : "");
    }
}
