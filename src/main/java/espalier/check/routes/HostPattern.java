package espalier.check.routes;

/** Hosts as the Gateway API and certificates write them, with an asterisk for what stands in front. */
final class HostPattern {
    private HostPattern() {}

    /** Whether some host is meant by both, as a listener's and a route's: the asterisk stands for one label or several. */
    static boolean meet(String one, String other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.equalsIgnoreCase(other)
                || isBelow(one, other)
                || isBelow(other, one);
    }

    private static boolean isBelow(String host, String pattern) {
        if (!pattern.startsWith("*.")) {
            return false;
        }
        String end = pattern.substring(1);
        String bare = host.startsWith("*") ? host.substring(1) : host;
        return bare.length() >= end.length()
                && bare.regionMatches(true, bare.length() - end.length(), end, 0, end.length())
                && (host.startsWith("*") || bare.length() > end.length());
    }

    /** Whether a certificate for {@code name} is good for {@code host}: its asterisk stands for one label only. */
    static boolean covers(String name, String host) {
        if (name.equalsIgnoreCase(host)) {
            return true;
        }
        int dot = host.indexOf('.');
        return name.startsWith("*.")
                && !host.startsWith("*")
                && dot > 0
                && name.substring(1).equalsIgnoreCase(host.substring(dot));
    }
}
