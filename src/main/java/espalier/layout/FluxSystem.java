package espalier.layout;

import espalier.ClusterSettings;
import espalier.flux.Durations;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.versions.FluxRelease;
import espalier.versions.FluxRelease.Gate;
import espalier.versions.Version;
import java.util.List;

/**
 * The folder that {@code flux bootstrap} shares with us: it writes {@code gotk-components.yaml} and {@code gotk-sync.yaml},
 * which are never touched here, and keeps our {@code kustomization.yaml}, which patches them.
 *
 * <p>Both files are seeded empty, so that the tree builds before the bootstrap as well.
 */
final class FluxSystem {
    static final String FOLDER = "flux-system";
    static final String COMPONENTS = "gotk-components.yaml";
    static final String SYNC = "gotk-sync.yaml";
    private static final String ARGS = "/spec/template/spec/containers/0/args/-";

    private FluxSystem() {}

    /** What its {@code kustomization.yaml} says beside what it lists. */
    static Mapping patches(ClusterSettings settings) {
        return KustomizeFile.of(List.of())
                .put("patches", Sequence.of(controllerArgs(settings), sourceInterval(settings)));
    }

    /** What {@code flux bootstrap} writes there. */
    static List<FileSpec> seeds() {
        return List.of(
                FileSpec.seed(FOLDER + "/" + COMPONENTS, "# written by flux bootstrap\n"),
                FileSpec.seed(FOLDER + "/" + SYNC, "# written by flux bootstrap\n"));
    }

    /**
     * A dependant looks again after 5 seconds instead of 30, and a pushed fix does not wait for the health check of what it
     * fixes to run into its timeout. A controller that does not know a gate does not start, so that one is set only where
     * the cluster's Flux is known to have it.
     *
     * <p>A Kustomization that waits for its objects holds a worker all the time, each waiting stage included, so that Flux's
     * own 4 workers let one sick component after the other bar the way for the healthy ones.
     */
    private static Mapping controllerArgs(ClusterSettings settings) {
        Gate gate = Gate.CANCEL_HEALTH_CHECK_ON_NEW_REVISION;
        Version version = Version.parse(settings.flux());
        FluxRelease release = version == null ? null : FluxRelease.of(version);
        String args = add(ARGS, "--concurrent=20") + add(ARGS, "--requeue-dependency=5s");
        if (release != null && release.has(gate)) {
            args += add(ARGS, "--feature-gates=" + gate.word() + "=true");
        }
        return patch("Deployment", "kustomize-controller", args);
    }

    private static Mapping sourceInterval(ClusterSettings settings) {
        return patch(
                "GitRepository",
                FOLDER,
                "- op: replace\n  path: /spec/interval\n  value: " + Durations.text(settings.sourceInterval()) + "\n");
    }

    private static String add(String path, String value) {
        return "- op: add\n  path: " + path + "\n  value: " + value + "\n";
    }

    private static Mapping patch(String kind, String name, String operations) {
        return Mapping.of("target", Mapping.of("kind", kind).put("name", name)).put("patch", operations);
    }
}
