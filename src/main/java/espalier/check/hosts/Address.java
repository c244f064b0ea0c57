package espalier.check.hosts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host, and perhaps a port, that a text names.
 *
 * @param host as it stands there
 * @param port the port that is meant, also where the scheme implies it; -1 for none
 */
record Address(String host, int port) {
    private static final String SERVICE = ".svc";
    private static final int LONGEST_PORT = 5;

    /** The addresses in {@code text}: those of URLs, and hosts whose name says that they are Services. */
    static List<Address> in(String text) {
        int url = text.indexOf("://");
        int service = text.indexOf(SERVICE);
        if (url < 0 && service < 0) {
            return List.of();
        }
        var found = new ArrayList<Address>(1);
        while (url >= 0) {
            if (!isComment(text, url)) {
                addUrl(text, url, found);
            }
            url = text.indexOf("://", url + 3);
        }
        while (service >= 0) {
            int start = service;
            while (start > 0 && isHostPart(text.charAt(start - 1))) {
                start--;
            }
            boolean inUrl = start > 0 && (text.charAt(start - 1) == '/' || text.charAt(start - 1) == '@');
            if (!inUrl && !isComment(text, start)) {
                add(text, start, "", found);
            }
            service = text.indexOf(SERVICE, service + SERVICE.length());
        }
        return found;
    }

    /** What {@code text} is as a whole, {@code host} or {@code host:port}; null where it is neither. */
    static @Nullable Address whole(String text) {
        var found = new ArrayList<Address>(1);
        int end = add(text, 0, "", found);
        return end == text.length() && !found.isEmpty() ? found.get(0) : null;
    }

    /** Lines that a program does not read say what could be, not what is. */
    private static boolean isComment(String text, int at) {
        int line = text.lastIndexOf('\n', at) + 1;
        while (line < at && Character.isWhitespace(text.charAt(line))) {
            line++;
        }
        char first = text.charAt(line);
        return first == '#' || first == ';';
    }

    private static void addUrl(String text, int colon, List<Address> found) {
        int start = colon;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        int host = colon + 3;
        for (int i = host; i < text.length() && isAuthorityPart(text.charAt(i)); i++) {
            host = text.charAt(i) == '@' ? i + 1 : host;
        }
        add(text, host, text.substring(start, colon), found);
    }

    /** Adds what stands at {@code start}, and gives where it ends. What is put together at run time is left out. */
    private static int add(String text, int start, String scheme, List<Address> found) {
        int end = start;
        while (end < text.length() && isHostPart(text.charAt(end))) {
            end++;
        }
        String host = text.substring(start, end);
        int port = -1;
        if (end < text.length() && text.charAt(end) == ':') {
            int digits = end + 1;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            int length = digits - end - 1;
            port = length > 0 && length <= LONGEST_PORT ? Integer.parseInt(text.substring(end + 1, digits)) : -1;
            end = length > 0 ? digits : end;
        }
        boolean goesOn = end < text.length() && "$%{<(*\\".indexOf(text.charAt(end)) >= 0
                || end < text.length() && text.charAt(end) == ':';
        if (!host.isEmpty() && isLetterOrDigit(host.charAt(0)) && !goesOn) {
            found.add(new Address(host, port < 0 ? implied(scheme) : port));
        }
        return end;
    }

    private static int implied(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }

    private static boolean isAuthorityPart(char c) {
        return c > ' ' && "/?#\"'`<>,;|\\".indexOf(c) < 0;
    }

    private static boolean isHostPart(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
