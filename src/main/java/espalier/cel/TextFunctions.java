package espalier.cel;

import static espalier.cel.Library.LIST;
import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TEXTS;
import static espalier.cel.Library.WHOLE;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;

/** {@code find}, {@code findAll} and {@code format}, which the library does not have. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(Library library) {
        library.method("find", TEXT, args -> find((String) args[0], (String) args[1]), TEXT, TEXT)
                .method("findAll", TEXTS, args -> findAll((String) args[0], (String) args[1], -1), TEXT, TEXT)
                .method(
                        "findAll",
                        TEXTS,
                        args -> findAll((String) args[0], (String) args[1], (Long) args[2]),
                        TEXT,
                        TEXT,
                        WHOLE)
                .method("format", TEXT, args -> TextFormat.of((String) args[0], (List<?>) args[1]), TEXT, LIST);
    }

    private static String find(String text, String pattern) throws CelEvaluationException {
        List<String> found = findAll(text, pattern, 1);
        return found.isEmpty() ? "" : found.get(0);
    }

    private static List<String> findAll(String text, String pattern, long most) throws CelEvaluationException {
        var found = new ArrayList<String>();
        Matcher matcher = compiled(pattern).matcher(text);
        while ((most < 0 || found.size() < most) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Pattern compiled(String pattern) throws CelEvaluationException {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw Library.refused("\"" + pattern + "\" is no regular expression");
        }
    }
}
