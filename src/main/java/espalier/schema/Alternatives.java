package espalier.schema;

import espalier.schema.Shape.Branches;
import espalier.schema.Shape.Choice;
import java.util.ArrayList;
import java.util.List;

/** Words for a choice between shapes; most are about which fields stand there together. */
final class Alternatives {
    private Alternatives() {}

    /** What is expected of a value which {@code fitting} of the {@code branches} fit, as the end of a sentence. */
    static String expected(Branches branches, int fitting) {
        var names = new ArrayList<String>();
        for (Shape shape : branches.shapes()) {
            List<String> required = shape.fields().required;
            if (required.isEmpty() || required.size() != shape.fields().names().size()) {
                return unnamed(branches, fitting);
            }
            names.add(String.join(" with ", required));
        }
        String all = String.join(", ", names);
        return switch (branches.choice()) {
            case ONE -> "exactly one of these must be there: " + all;
            case NOT -> "this must not be there: " + all;
            default -> "at least one of these must be there: " + all;
        };
    }

    private static String unnamed(Branches branches, int fitting) {
        int count = branches.shapes().size();
        if (branches.choice() == Choice.NOT) {
            return "its kind excludes what stands there";
        }
        return "of the " + count + " forms that its kind has for it, "
                + (fitting == 0 ? "it has none" : "it may have only one, and has " + fitting);
    }
}
