package espalier.plan;

import espalier.Identity;
import java.util.Locale;

/**
 * Something that somebody should look at before it is merged.
 *
 * @param sort of which sort
 * @param object at which object
 * @param text what, in words; never a value of a Secret
 */
public record Danger(Sort sort, Identity object, String text) {
    /** The sorts, the worst first; what they mean is said in {@code docs/plan.md}. */
    public enum Sort {
        DATA_LOSS,
        STUCK,
        /** What neither kustomize nor Flux can build. */
        BROKEN,
        EXPOSURE,
        PRIVILEGE,
        BACKUP,
        POLICY,
        SCALED_TO_ZERO,
        IMAGE_BACK,
        IMAGE_MAJOR,
        MUTABLE_TAG,
        RESOURCES_DOWN,
        /** Several Kustomizations apply it. */
        CONTESTED,
        ORPHAN,
        SUSPENDED,
        SECRET,
        WIDE;

        /** For people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
