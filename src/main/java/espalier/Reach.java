package espalier;

import espalier.rules.Construction;
import java.util.Set;

/**
 * Somebody whom pods talk to and of whom no handle tells: the construct says so, where a cluster lets nothing reach anything by
 * itself.
 *
 * @param whom {@link #INTERNET}, {@link #API_SERVER}, or an address or network as in {@code 192.168.1.0/24}
 * @param ports of theirs, as {@code 51820/UDP}; empty for all
 * @param because why; shown on the cluster's page
 * @param origin the line that says so
 */
public record Reach(String whom, Set<String> ports, String because, Origin origin) {
    /** All public addresses; private networks are no part of it. */
    public static final String INTERNET = "the internet";

    /** The cluster's own API server. */
    public static final String API_SERVER = "the API server";

    /** What {@code node} says now; a reason that is missing is a finding. */
    public static Reach of(Node node, String whom, String because) {
        Origin origin = Origin.here();
        if (because == null || because.isBlank()) {
            node.findings()
                    .report(
                            Construction.NO_REASON,
                            node,
                            origin,
                            "Tried to let the pods of " + node.path() + " reach " + whom
                                    + ", but no reason is given, and whoever reviews the cluster's page will ask for it",
                            "say why, where the line says because");
        }
        return new Reach(whom, Set.of(), String.valueOf(because), origin);
    }

    /** This on one port alone, as {@code 51820/UDP}. */
    public Reach on(String port) {
        return new Reach(whom, Set.of(port), because, origin);
    }
}
