package espalier.remote;

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

    private final ApiServer server;
    private final Map<String, KindSchema> byPath = new TreeMap<>();

    private ServedKinds(ApiServer server) {
        this.server = server;
    }

    /**
     * The kinds of which {@code wanted} takes the group and version ({@code apps/v1}), in the order of their paths.
     *
     * <p>The definitions of custom resources say more than what the server publishes of them, and so come first; a user who
     * may not read them gets the rest all the same.
     */
    public static List<KindSchema> of(ApiServer server, Predicate<String> wanted) throws RemoteException {
        var kinds = new ServedKinds(server);
        kinds.published(wanted);
        kinds.definitions(wanted);
        return new ArrayList<>(kinds.byPath.values());
    }

    private void published(Predicate<String> wanted) throws RemoteException {
        Mapping index = server.get("/openapi/v3");
        Mapping paths = index == null ? null : index.mapping("paths");
        if (paths == null) {
            throw new RemoteException(
                    server.address() + " does not show /openapi/v3 to this user, or is older than Kubernetes 1.27");
        }
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.keyAt(i);
            String version =
                    path.startsWith("apis/") ? path.substring(5) : path.startsWith("api/") ? path.substring(4) : "";
            Value at = paths.valueAt(i) instanceof Mapping entry ? entry.get("serverRelativeURL") : null;
            boolean isVersion = path.startsWith("api/") || version.indexOf('/') > 0;
            if (isVersion && at != null && wanted.test(version)) {
                take(server.get(at.toString()), wanted);
            }
        }
    }

    private void definitions(Predicate<String> wanted) throws RemoteException {
        take(server.get(DEFINITIONS), wanted);
    }

    private void take(@Nullable Mapping document, Predicate<String> wanted) throws RemoteException {
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
            throw new RemoteException(
                    server.address() + " publishes something that is no schema: " + e.getMessage(), e);
        }
    }
}
