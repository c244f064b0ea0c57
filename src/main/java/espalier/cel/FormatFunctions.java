package espalier.cel;

import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TEXTS;

import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code format.named("dns1123Label")} and its like, which texts can be held against. */
final class FormatFunctions {
    private static final Library.Type FORMAT = Library.Type.own("NamedFormat", Format.class);

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";

    /** What a text can be asked to be. */
    record Format(String name, Predicate<String> allows) {}

    private static final Map<String, Format> FORMATS = new LinkedHashMap<>();

    static {
        put("dns1123Label", matching(LABEL, 63));
        put("dns1123Subdomain", matching(LABEL + "(\\." + LABEL + ")*", 253));
        put("dns1035Label", matching("[a-z]([-a-z0-9]*[a-z0-9])?", 63));
        put("qualifiedName", FormatFunctions::isQualifiedName);
        put("dns1123LabelPrefix", text -> matching(LABEL, 63).test(withoutDash(text)));
        put(
                "dns1123SubdomainPrefix",
                text -> matching(LABEL + "(\\." + LABEL + ")*", 253).test(withoutDash(text)));
        put(
                "dns1035LabelPrefix",
                text -> matching("[a-z]([-a-z0-9]*[a-z0-9])?", 63).test(withoutDash(text)));
        put("labelValue", text -> text.isEmpty() || matching(NAME, 63).test(text));
        put("uri", text -> Url.parse(text) != null);
        put(
                "uuid",
                matching("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", Integer.MAX_VALUE));
        put("byte", text -> !text.isEmpty() && text.length() % 4 == 0 && !(Values.of(text, "byte") instanceof String));
        put("date", text -> !(Values.of(text, "date") instanceof String));
        put("datetime", text -> !(Values.of(text, "date-time") instanceof String));
    }

    private FormatFunctions() {}

    private static void put(String name, Predicate<String> allows) {
        FORMATS.put(name, new Format(name, allows));
    }

    private static Predicate<String> matching(String pattern, int longest) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> text.length() <= longest && compiled.matcher(text).matches();
    }

    private static boolean isQualifiedName(String text) {
        int slash = text.indexOf('/');
        boolean isPrefixed =
                slash < 0 || matching(LABEL + "(\\." + LABEL + ")*", 253).test(text.substring(0, slash));
        return isPrefixed && matching(NAME, 63).test(text.substring(slash + 1));
    }

    /** A name is generated behind it. */
    private static String withoutDash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix;
    }

    static void addTo(Library library) {
        library.function(
                        "format.named",
                        Library.optional(FORMAT),
                        args -> Optional.ofNullable(FORMATS.get((String) args[0])),
                        TEXT)
                .method(
                        "validate",
                        Library.optional(TEXTS),
                        args -> complaints((Format) args[0], (String) args[1]),
                        FORMAT,
                        TEXT);
        FORMATS.keySet()
                .forEach(name ->
                        library.function("format." + name, FORMAT, args -> Objects.requireNonNull(FORMATS.get(name))));
    }

    private static Optional<List<String>> complaints(Format format, String text) {
        return format.allows().test(text) ? Optional.empty() : Optional.of(List.of("it is no " + format.name()));
    }
}
