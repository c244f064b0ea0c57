package espalier.plan;

import espalier.Identity;

/**
 * What a commit before this one does, so that this one does no harm. Flux must have applied that commit by then.
 *
 * @param sort what it does
 * @param object to which object; a generated ConfigMap without the hash behind its name
 * @param byHand what is left to people: before the next commit where it is to be removed, after it otherwise; empty for nothing
 */
public record Precaution(Sort sort, Identity object, String byHand) {
    /** What can be done in a commit before. */
    public enum Sort {
        /** Marks it with {@code prune: disabled}, so that its Kustomization leaves it when it goes to another, or is called otherwise. */
        KEEP,
        /** Suspends a HelmRelease, so that helm-controller does not uninstall it when it goes. */
        SUSPEND,
        /** Takes it out of the tree, while its operator is still there to let go of it. */
        REMOVE;

        /** For people and programs. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Precaution keep(Placed object, String byHand) {
        return new Precaution(Sort.KEEP, object.plain(), byHand);
    }
}
