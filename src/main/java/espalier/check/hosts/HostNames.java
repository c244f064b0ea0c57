package espalier.check.hosts;

import espalier.Names;
import java.util.List;
import java.util.Set;

/** What can be told of a host by its name alone. */
final class HostNames {
    private static final Set<String> DOMAIN = Set.of("cluster.local");
    private static final String CLUSTER = ".cluster.local";

    private HostNames() {}

    /** Where {@code .svc} stands in a host that is written as nearly all are, {@code NAME.NAMESPACE.svc[.cluster.local]}; else -1. */
    static int plainService(String host) {
        int end = host.length() - (host.endsWith(CLUSTER) ? CLUSTER.length() : 0);
        int svc = host.indexOf(".svc");
        int dot = host.indexOf('.');
        boolean isPlain = svc > 0 && svc + 4 == end && dot > 0 && dot < svc && host.indexOf('.', dot + 1) == svc;
        for (int i = 0; isPlain && i < svc; i++) {
            isPlain = host.charAt(i) < 'A' || host.charAt(i) > 'Z';
        }
        return isPlain ? svc : -1;
    }

    static boolean isNumeric(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
            dots += c == '.' ? 1 : 0;
        }
        return dots == 3;
    }

    /** A cluster may have another domain than {@code cluster.local}, but none that only looks like it. */
    static boolean isDomainMisspelt(String[] parts, int svc) {
        String domain = String.join(".", List.of(parts).subList(svc + 1, parts.length));
        return Names.slip(domain, DOMAIN) != null;
    }

    /** Whether it ends in {@code cluster.local}, below which there are only Services and pods. */
    static boolean isClusterDomain(String[] parts) {
        int kind = parts.length - 3;
        return kind >= 0
                && parts[kind + 1].equals("cluster")
                && parts[kind + 2].equals("local")
                && !parts[kind].equals("svc")
                && !parts[kind].equals("pod");
    }
}
