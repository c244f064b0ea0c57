package espalier.applied;

import espalier.Identity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.List;

/**
 * An object as Flux applies it.
 *
 * @param file where it stands, from the repository's root on
 */
public record BuiltObject(Mapping body, String file) {
    /** What the file of a directory may be called that says what kustomize builds of it, as kustomize looks for it. */
    static final List<String> KUSTOMIZATION_FILES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private static final String MARKS = "kustomize.toolkit.fluxcd.io/";

    public Identity identity() {
        return identity(body);
    }

    /** Whether kustomize made what stands in {@code file}, which is then a directory's own. */
    public static boolean isGenerated(String file) {
        return KUSTOMIZATION_FILES.contains(file.substring(file.lastIndexOf('/') + 1));
    }

    /** Who {@code object} says to be. */
    public static Identity identity(Mapping object) {
        Mapping metadata = object.mapping("metadata");
        return Identity.of(
                Identity.groupOf(text(object, "apiVersion")),
                text(object, "kind"),
                metadata == null ? "" : text(metadata, "namespace"),
                metadata == null ? "" : text(metadata, "name"));
    }

    /** Whether a label or annotation of {@code object} tells Flux so: {@code prune}, {@code disabled}. */
    public static boolean isMarked(Mapping object, String mark, String value) {
        Mapping metadata = object.mapping("metadata");
        for (String key : new String[] {"annotations", "labels"}) {
            Mapping marks = metadata == null ? null : metadata.mapping(key);
            String found = marks == null ? null : marks.text(MARKS + mark);
            if (found != null && found.equalsIgnoreCase(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a mark on it tells Flux to leave it where git has it no more. */
    public boolean isKept() {
        return isMarked(body, "prune", "disabled")
                || isMarked(body, "reconcile", "disabled")
                || isMarked(body, "ssa", "Ignore");
    }

    /** Whether it stands in git as SOPS encrypted it. */
    public boolean isEncrypted() {
        return body.has("sops");
    }

    static String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Leaf leaf ? leaf.text() : "";
    }
}
