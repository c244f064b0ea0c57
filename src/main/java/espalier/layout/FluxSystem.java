package espalier.layout;

import espalier.ClusterSettings;
import espalier.Origin;
import espalier.flux.Durations;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/**
 * The folder that {@code flux bootstrap} shares with us: it writes {@code gotk-components.yaml} and {@code gotk-sync.yaml},
 * which are never touched here, and keeps our {@code kustomization.yaml}, which patches them.
 *
 * <p>Both files are seeded empty, so that the tree builds before the bootstrap as well.
 */
final class FluxSystem {
    static final String FOLDER = "flux-system";

    private FluxSystem() {}

    static List<FileSpec> files(ClusterSettings settings, Origin origin) {
        var kustomization = KustomizeFile.of(List.of("gotk-components.yaml", "gotk-sync.yaml"))
                .put("patches", Sequence.of(controllerArgs(), sourceInterval(settings)));
        return List.of(
                FileSpec.yaml(FOLDER + "/kustomization.yaml", kustomization, origin),
                FileSpec.seed(FOLDER + "/gotk-components.yaml", "# written by flux bootstrap\n"),
                FileSpec.seed(FOLDER + "/gotk-sync.yaml", "# written by flux bootstrap\n"));
    }

    /**
     * A dependant looks again after 5 seconds instead of 30, and a pushed fix does not wait for the health check of what it
     * fixes to run into its timeout (kustomize-controller has that gate since Flux 2.7).
     */
    private static Mapping controllerArgs() {
        return patch(
                "Deployment",
                "kustomize-controller",
                add("/spec/template/spec/containers/0/args/-", "--requeue-dependency=5s")
                        + add(
                                "/spec/template/spec/containers/0/args/-",
                                "--feature-gates=CancelHealthCheckOnNewRevision=true"));
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
