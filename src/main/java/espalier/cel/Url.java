package espalier.cel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL or path, taken and refused as Go's {@code url.ParseRequestURI} does, which is more lenient than Java and in
 * some places stricter.
 */
final class Url {
    private static final String IN_HOSTS = "-_.~!$&'()*+,;=:[]<>\"";
    private static final String IN_PATHS = "-_.~$&+,/:;=@!'()*[]";
    private static final String IN_USERS = "-._:~!$&'()*+,;=%@";

    final String scheme;
    final String host;
    final String path;
    private final String query;

    private Url(String scheme, String host, String path, String query) {
        this.scheme = scheme;
        this.host = host;
        this.path = path;
        this.query = query;
    }

    /** Null where {@code text} is none. */
    static @Nullable Url parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return null;
            }
        }
        int colon = schemeEnd(text);
        if (colon == 0 || text.isEmpty()) {
            return null;
        }
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        int mark = rest.indexOf('?');
        String before = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        if (!before.startsWith("/")) {
            return scheme.isEmpty() ? null : new Url(scheme, "", "", query);
        }
        String host = "";
        if (!scheme.isEmpty() && before.startsWith("//")) {
            int slash = before.indexOf('/', 2);
            String authority = before.substring(2, slash < 0 ? before.length() : slash);
            before = slash < 0 ? "" : before.substring(slash);
            int at = authority.lastIndexOf('@');
            host = authority.substring(at + 1);
            if (!isUser(authority.substring(0, Math.max(0, at))) || !isHost(host)) {
                return null;
            }
        }
        return unescaped(before, false) == null ? null : new Url(scheme, host, before, query);
    }

    /** Where the colon behind a scheme stands; -1 where there is none. */
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean isOther = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!isLetter && (!isOther || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isUser(String user) {
        return consistsOf(user, IN_USERS, false) && unescaped(user, false) != null;
    }

    private static boolean isHost(String host) {
        int end = host.lastIndexOf(']');
        int colon = host.startsWith("[") ? end + 1 : host.lastIndexOf(':');
        if (host.startsWith("[") && end < 0) {
            return false;
        }
        String port = colon < 0 ? "" : host.substring(colon);
        boolean isPort =
                port.isEmpty() || port.charAt(0) == ':' && port.chars().skip(1).allMatch(Character::isDigit);
        return isPort && host.indexOf('%') < 0 && consistsOf(host, IN_HOSTS, true);
    }

    private static boolean consistsOf(String text, String others, boolean orForeign) {
        return text.chars().allMatch(c -> c > 0x7f ? orForeign : isAlphanumeric(c) || others.indexOf(c) >= 0);
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** With what stands behind percent signs in its place; null where two digits are missing there. */
    private static @Nullable String unescaped(String text, boolean inQuery) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = 0;
        for (int i = 0; i < bytes.length; i++, count++) {
            bytes[count] = inQuery && bytes[i] == '+' ? (byte) ' ' : bytes[i];
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[count] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    String hostname() {
        if (host.startsWith("[")) {
            return host.substring(1, host.lastIndexOf(']'));
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    String port() {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? "" : host.substring(colon + 1);
    }

    /** The path without a fragment, each character that cannot stand there as a percent sign and its number. */
    String escapedPath() {
        var escaped = new StringBuilder();
        int hash = path.indexOf('#');
        for (byte b : path.substring(0, hash < 0 ? path.length() : hash).getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = isAlphanumeric(b) || b > 0 && (IN_PATHS.indexOf(b) >= 0 || b == '%');
            escaped.append(isPlain ? String.valueOf((char) b) : hex(b));
        }
        return escaped.toString();
    }

    private static String hex(byte b) {
        String digits = Integer.toHexString(b & 0xff).toUpperCase(Locale.ROOT);
        return digits.length() == 1 ? "%0" + digits : "%" + digits;
    }

    /** The values of each name behind the question mark; what cannot be read there is left out. */
    Map<String, List<String>> query() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int hash = query.indexOf('#');
        for (String part : query.substring(0, hash < 0 ? query.length() : hash).split("&")) {
            int equals = part.indexOf('=');
            String name = unescaped(equals < 0 ? part : part.substring(0, equals), true);
            String value = unescaped(equals < 0 ? "" : part.substring(equals + 1), true);
            if (name != null && value != null && !part.isEmpty() && part.indexOf(';') < 0) {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url url && url.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + path + "?" + query;
    }
}
