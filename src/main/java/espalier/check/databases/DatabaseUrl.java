package espalier.check.databases;

import org.jspecify.annotations.Nullable;

/**
 * What a URL says of a database: {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS}.
 *
 * @param user null where none is said, or it is put in at run time; the others likewise
 * @param isDatabases whether its scheme is that of a database server
 */
record DatabaseUrl(
        @Nullable String user, String host, @Nullable String database, boolean isDatabases) {
    /** Null for what is no URL. */
    static @Nullable DatabaseUrl of(String text) {
        int colon = text.indexOf("://");
        if (colon < 0) {
            return null;
        }
        String scheme = text.substring(0, colon);
        boolean isDatabases = scheme.contains("postgres")
                || scheme.contains("mysql")
                || scheme.contains("mariadb")
                || scheme.contains("mongodb");
        int start = colon + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start, end);
        int at = authority.lastIndexOf('@');
        String login = authority.substring(0, Math.max(at, 0));
        int password = login.indexOf(':');
        String server = authority.substring(at + 1);
        int port = server.indexOf(':');
        int last = end;
        while (last < text.length() && "?#".indexOf(text.charAt(last)) < 0) {
            last++;
        }
        String database = last > end + 1 ? text.substring(end + 1, last) : "";
        return new DatabaseUrl(
                known(password < 0 ? login : login.substring(0, password)),
                port < 0 ? server : server.substring(0, port),
                known(database),
                isDatabases);
    }

    private static @Nullable String known(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("$%{}/ ".indexOf(text.charAt(i)) >= 0) {
                return null;
            }
        }
        return text.isEmpty() ? null : text;
    }
}
