package clusters;

import espalier.ClusterSettings;
import espalier.Layout;
import espalier.Resource;
import espalier.policy.ImageDigest;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;

/** What chongus and bitty have in common: one household, one repository, one file of versions that bots and people edit. */
public final class Household {
    public static final String DOMAIN = "rtrox.io";
    public static final String NAS = "nas.rtrox.io";

    private Household() {}

    /** The settings that both have. */
    public static ClusterSettings settings(ClusterSettings cluster) {
        return cluster.git("ssh://git@github.com/example/home-ops", "main")
                .layout(Layout.namespaces())
                .sharedVersions(Resource.of("home-ops/versions.yaml"))
                .policies(PolicySets.SAFE_PODS)
                .policies(PolicySets.LEAST_PRIVILEGE)
                .policies(new ImageDigest(), new NoPlainSecret());
    }
}
