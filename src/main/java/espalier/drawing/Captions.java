package espalier.drawing;

import espalier.Strength;
import espalier.drawing.Picture.Arrow;
import espalier.drawing.Picture.Reason;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What is written beside arrows, as short as a drawing needs it. */
final class Captions {
    private static final String POD = "template.spec.";

    private Captions() {}

    static String strength(Strength strength) {
        return strength.name().toLowerCase(Locale.ROOT);
    }

    /** The strength, the field that has it, and how many more there are: {@code run: containers[web].env[URL] and 2 more}. */
    static String of(Arrow arrow) {
        Reason first = arrow.reasons().get(0);
        for (Reason reason : arrow.reasons()) {
            if (reason.strength() == arrow.strength()) {
                first = reason;
                break;
            }
        }
        int more = fields(arrow).size() - 1;
        return strength(arrow.strength()) + ": " + field(first.field()) + (more == 0 ? "" : " and " + more + " more");
    }

    /** The fields that make {@code arrow}, with their objects; one can hold several references. */
    static Set<String> fields(Arrow arrow) {
        Set<String> fields = new LinkedHashSet<>();
        for (Reason reason : arrow.reasons()) {
            fields.add(reason.field() + " of " + reason.reader());
        }
        return fields;
    }

    /** Without the way down to the pod, and the way from a variable to the name that it is read from. */
    private static String field(String path) {
        int pod = path.lastIndexOf(POD);
        String field = pod >= 0
                ? path.substring(pod + POD.length())
                : path.startsWith("spec.") ? path.substring("spec.".length()) : path;
        int value = field.indexOf("].value");
        return value < 0 ? field : field.substring(0, value + 1);
    }
}
