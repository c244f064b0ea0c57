package espalier.layout;

import espalier.ClusterSettings;
import espalier.flux.ControllerArguments;
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
    static final String COMPONENTS = "gotk-components.yaml";
    static final String SYNC = "gotk-sync.yaml";

    private FluxSystem() {}

    /** What its {@code kustomization.yaml} says beside what it lists. */
    static Mapping patches(ClusterSettings settings) {
        return KustomizeFile.of(List.of())
                .put(
                        "patches",
                        Sequence.of(
                                patch(
                                        "Deployment",
                                        "kustomize-controller",
                                        ControllerArguments.ofKustomizations(settings)),
                                sourceInterval(settings)));
    }

    /** What {@code flux bootstrap} writes there. */
    static List<FileSpec> seeds() {
        return List.of(
                FileSpec.seed(FOLDER + "/" + COMPONENTS, "# written by flux bootstrap\n"),
                FileSpec.seed(FOLDER + "/" + SYNC, "# written by flux bootstrap\n"));
    }

    private static Mapping sourceInterval(ClusterSettings settings) {
        return patch(
                "GitRepository",
                FOLDER,
                "- op: replace\n  path: /spec/interval\n  value: " + Durations.text(settings.sourceInterval()) + "\n");
    }

    private static Mapping patch(String kind, String name, String operations) {
        return Mapping.of("target", Mapping.of("kind", kind).put("name", name)).put("patch", operations);
    }
}
