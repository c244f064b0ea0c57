package espalier.schema;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Regular expressions as the API server has them, whose syntax and speed are those of RE2. */
final class Patterns {
    private final Map<String, Optional<Pattern>> compiled = new HashMap<>();

    /** Whether {@code text} holds a match of {@code pattern}; true where that is no pattern, since nothing is known then. */
    boolean matches(String pattern, String text) {
        Optional<Pattern> known = compiled.get(pattern);
        if (known == null) {
            known = compile(pattern);
            compiled.put(pattern, known);
        }
        return known.isEmpty() || known.get().matcher(text).find();
    }

    private static Optional<Pattern> compile(String pattern) {
        try {
            return Optional.of(Pattern.compile(pattern));
        } catch (RuntimeException e) { // named, the exception alone would load the library
            return Optional.empty();
        }
    }
}
