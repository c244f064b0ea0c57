package espalier.cel;

import static espalier.cel.Library.TEXT;
import static espalier.cel.Library.TEXTS_BY_NAME;
import static espalier.cel.Library.TRUTH;

import dev.cel.runtime.CelEvaluationException;

/** {@code url("https://example.com:80/")} and what can be asked of it. */
final class UrlFunctions {
    private static final Library.Type URL = Library.Type.own("URL", Url.class);

    private UrlFunctions() {}

    static void addTo(Library library) {
        library.function("url", URL, args -> url((String) args[0]), TEXT)
                .function("isURL", TRUTH, args -> Url.parse((String) args[0]) != null, TEXT)
                .method("getScheme", TEXT, args -> ((Url) args[0]).scheme, URL)
                .method("getHost", TEXT, args -> ((Url) args[0]).host, URL)
                .method("getHostname", TEXT, args -> ((Url) args[0]).hostname(), URL)
                .method("getPort", TEXT, args -> ((Url) args[0]).port(), URL)
                .method("getEscapedPath", TEXT, args -> ((Url) args[0]).escapedPath(), URL)
                .method("getQuery", TEXTS_BY_NAME, args -> ((Url) args[0]).query(), URL);
    }

    private static Url url(String text) throws CelEvaluationException {
        Url url = Url.parse(text);
        if (url == null) {
            throw Library.refused("\"" + text + "\" is no absolute URL");
        }
        return url;
    }
}
