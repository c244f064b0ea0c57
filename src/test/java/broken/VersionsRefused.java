package broken;

import espalier.Cluster;
import espalier.Fleet;

/** A version of nothing, one that nobody has heard of, and git's own short form of an address. */
public final class VersionsRefused extends Cluster {
    public VersionsRefused(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33.x").flux("2.1.0").git("git@example.com:team/clusters", "release candidate"));
    }
}
