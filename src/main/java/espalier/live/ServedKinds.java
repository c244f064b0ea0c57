package espalier.live;

import espalier.intake.Intake;
import espalier.intake.KindSchema;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The schemas of the kinds that an API server serves. */
public final class ServedKinds {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private final LiveCluster cluster;
    private final Map<String, KindSchema> byPath = new TreeMap<>();

    private ServedKinds(LiveCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The kinds of which {@code wanted} takes the group and version ({@code apps/v1}), in the order of their paths.
     *
     * <p>The definitions of custom resources say more than what the server publishes of them, and so come first; a user who
     * may not read them gets the rest all the same.
     */
    public static List<KindSchema> of(LiveCluster cluster, Predicate<String> wanted) throws LiveException {
        var kinds = new ServedKinds(cluster);
        kinds.published(wanted);
        kinds.take(cluster.document(DEFINITIONS), wanted);
        return new ArrayList<>(kinds.byPath.values());
    }

    private void published(Predicate<String> wanted) throws LiveException {
        Mapping index = cluster.document("/openapi/v3");
        Mapping paths = index == null ? null : index.mapping("paths");
        if (paths == null) {
            throw new LiveException(cluster.name()
                    + " does not show /openapi/v3 to this user, which the ClusterRole system:discovery lets everybody see,"
                    + " or is older than Kubernetes 1.27");
        }
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.keyAt(i);
            String version =
                    path.startsWith("apis/") ? path.substring(5) : path.startsWith("api/") ? path.substring(4) : "";
            Value at = paths.valueAt(i) instanceof Mapping entry ? entry.get("serverRelativeURL") : null;
            boolean isVersion = path.startsWith("api/") || version.indexOf('/') > 0;
            if (isVersion && at != null && wanted.test(version)) {
                take(cluster.document(at.toString()), wanted);
            }
        }
    }

    private void take(@Nullable Mapping document, Predicate<String> wanted) throws LiveException {
        if (document == null) {
            return;
        }
        try {
            for (KindSchema kind : Intake.kinds(document)) {
                String version = (kind.group().isEmpty() ? "" : kind.group() + "/") + kind.version();
                if (kind.isOfAllKinds() || wanted.test(version)) {
                    byPath.put(kind.path(), kind);
                }
            }
        } catch (Intake.NoSchemaException e) {
            throw new LiveException(cluster.name() + " publishes something that is no schema: " + e.getMessage(), e);
        }
    }
}
