package espalier.check.platform;

import espalier.Cluster;
import espalier.ClusterSettings;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.versions.Version;
import org.jspecify.annotations.Nullable;

/** Whether the operator of Flux is told of the same Flux, repository and directory as the cluster tells of. */
final class FluxInstances {
    private static final FieldPath SYNC = FieldPath.of("spec", "sync");
    private static final FieldPath VERSION = FieldPath.of("spec", "distribution", "version");
    private static final String NAME = "flux-system";

    private final KubernetesObject instance;

    private FluxInstances(KubernetesObject instance) {
        this.instance = instance;
    }

    static void check(ObjectGraph graph) {
        for (KubernetesObject instance : graph.ofKind("FluxInstance")) {
            new FluxInstances(instance).check(graph.cluster());
        }
    }

    private void check(Cluster cluster) {
        ClusterSettings settings = cluster.settings();
        if (VERSION.in(instance.body()) instanceof Leaf said) {
            version(said.text(), settings.flux());
        }
        if (!(SYNC.in(instance.body()) instanceof Mapping sync)) {
            error(SYNC, "it follows no repository", "let it follow the cluster's, with sync");
            return;
        }
        same("name", NAME, sync.text("name") == null ? NAME : sync.text("name"));
        same("path", "dist/" + cluster.name(), plain(String.valueOf(sync.text("path"))));
        if (settings.hasGit()) {
            same("url", settings.gitUrl(), sync.text("url"));
            same("ref", "refs/heads/" + settings.gitBranch(), sync.text("ref"));
        }
    }

    /** As kustomize-controller reads a path. */
    private static String plain(String path) {
        String from = path.startsWith("./") ? path.substring(2) : path;
        return from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
    }

    private void version(String said, String flux) {
        Version own = Version.parse(flux);
        Version other = Version.parse(said.replace(".x", ".0"));
        if (own != null && other != null && !own.sameLine(other)) {
            error(
                    VERSION,
                    "it is to bring Flux " + said + ", and the cluster says that it runs " + flux,
                    "write " + flux);
        }
    }

    private void same(String key, String wanted, @Nullable String found) {
        if (!wanted.equals(found)) {
            error(
                    SYNC.field(key),
                    found == null ? "it has no " + key : "its " + key + " is " + found,
                    "write " + key + ": " + wanted);
        }
    }

    private void error(FieldPath field, String found, String fix) {
        instance.error(
                Platforms.FLUX_INSTANCE,
                field,
                null,
                "Tried to let the operator of Flux keep this cluster by " + instance + ", but " + found,
                fix);
    }
}
