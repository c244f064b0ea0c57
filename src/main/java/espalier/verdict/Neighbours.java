package espalier.verdict;

import espalier.Cluster;
import espalier.Finding;
import espalier.ImageMarker;
import espalier.KubernetesObject;
import espalier.Origin;
import espalier.Pin;
import espalier.VersionFile;
import espalier.order.Order;
import espalier.rules.Images;
import espalier.rules.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What shows only where all clusters of a repository are looked at: they write into one tree of files. */
public final class Neighbours {
    private final Map<String, Facts> byCluster = new ConcurrentHashMap<>();

    /** What is kept of a cluster, whose objects can be let go. */
    private static final class Facts {
        /** By {@code NAMESPACE:NAME}, where the cluster says so. */
        private final Map<String, Origin> policies = new LinkedHashMap<>(0);

        /** Null where the cluster shares none. */
        private @Nullable VersionFile shared;

        /** Whether it may run more than is known of it. */
        private final boolean isUnknown;

        Facts(@Nullable Order order) {
            isUnknown = order == null || order.cluster().node().holdsIncomplete();
            if (order == null) {
                return;
            }
            Cluster cluster = order.cluster();
            for (KubernetesObject policy : order.graph().ofKind("ImagePolicy")) {
                policies.put(policy.namespace() + ":" + policy.name(), policy.origin());
            }
            VersionFile versions = cluster.versions();
            for (Pin pin : versions == null || policies.isEmpty() ? List.<Pin>of() : versions.pins()) {
                ImageMarker marker = pin.marker();
                if (marker != null) {
                    policies.replace(marker.shown(), pin.origin());
                }
            }
            if (cluster.settings().sharesVersions()) {
                shared = versions;
            }
        }
    }

    /** Takes note of a cluster as far as it was compiled; several threads may. */
    public void add(String cluster, @Nullable Order order) {
        byCluster.put(cluster, new Facts(order));
    }

    /** What is wrong between {@code clusters}, by the cluster at which it is told; nothing where one of them is not known. */
    public Map<String, List<Finding>> findings(List<String> clusters) {
        var found = new LinkedHashMap<String, List<Finding>>();
        if (byCluster.keySet().containsAll(clusters)) {
            policies(clusters, found);
            versions(clusters, found);
        }
        return found;
    }

    private void policies(List<String> clusters, Map<String, List<Finding>> found) {
        var owners = new LinkedHashMap<String, String>();
        for (String cluster : clusters) {
            facts(cluster).policies.forEach((policy, origin) -> {
                String other = owners.putIfAbsent(policy, cluster);
                if (other != null) {
                    add(
                            found,
                            new Finding(
                                    Images.IMAGE_MARKER_SHARED,
                                    "Tried to keep images of " + cluster + " up to date by the policy " + policy
                                            + ", but "
                                            + other + " has one of that name as well ("
                                            + facts(other).policies.get(policy)
                                            + "), and each automation writes wherever that name stands, also for the"
                                            + " other one",
                                    cluster,
                                    origin,
                                    "give it another name here, as in " + policy + "-" + cluster));
                }
            });
        }
    }

    private void versions(List<String> clusters, Map<String, List<Finding>> found) {
        var sharers = new LinkedHashMap<String, List<String>>();
        for (String cluster : clusters) {
            VersionFile file = facts(cluster).shared;
            if (file != null) {
                sharers.computeIfAbsent(file.path(), path -> new ArrayList<>(2)).add(cluster);
            }
        }
        sharers.forEach((path, names) -> unused(path, names, clusters, found));
    }

    private void unused(String path, List<String> names, List<String> clusters, Map<String, List<Finding>> found) {
        for (String cluster : clusters) {
            if (facts(cluster).isUnknown) {
                return; // it may be one of those that share the file
            }
        }
        List<Pin> pins = pins(names.get(0));
        for (int i = 0; i < pins.size(); i++) {
            boolean isUsed = pins.get(i).isOptional();
            for (String name : names) {
                isUsed |= pins(name).get(i).isUsed();
            }
            if (!isUsed) {
                Pin pin = pins.get(i);
                add(
                        found,
                        new Finding(
                                Versions.VERSION_UNUSED,
                                "Tried to find what runs " + pin + " on " + String.join(" or ", names)
                                        + ", but nothing does",
                                names.get(0),
                                pin.origin(),
                                "take the entry out of " + path + ", or correct its name"
                                        + (pin.component().isEmpty() ? "" : " or component")));
            }
        }
    }

    private List<Pin> pins(String cluster) {
        VersionFile file = facts(cluster).shared;
        return file == null ? List.of() : file.pins();
    }

    private static void add(Map<String, List<Finding>> found, Finding finding) {
        found.computeIfAbsent(finding.path(), cluster -> new ArrayList<>(1)).add(finding);
    }

    private Facts facts(String cluster) {
        return byCluster.getOrDefault(cluster, new Facts(null));
    }
}
