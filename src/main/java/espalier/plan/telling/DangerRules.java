package espalier.plan.telling;

import espalier.annotation.Annotation.Level;
import espalier.annotation.AnnotationRule;
import espalier.plan.Danger;

/** The sorts of dangers as rules that an annotation can be about; {@code docs/plan.md} lists them. */
final class DangerRules {
    private DangerRules() {}

    /** {@code plan/data-loss}. */
    static String id(Danger.Sort sort) {
        return "plan/" + sort.word().replace(' ', '-');
    }

    /** What cannot be made good afterwards, and what keeps Flux from going on, are errors. */
    static Level level(Danger.Sort sort) {
        return switch (sort) {
            case DATA_LOSS, STUCK, BROKEN -> Level.ERROR;
            case SECRET, WIDE -> Level.NOTE;
            default -> Level.WARNING;
        };
    }

    static AnnotationRule of(Danger.Sort sort) {
        String meaning = meaning(sort);
        String title =
                Character.toUpperCase(sort.word().charAt(0)) + sort.word().substring(1);
        return new AnnotationRule(id(sort), level(sort), title, meaning, null, meaning, meaning);
    }

    /** In a sentence. */
    static String meaning(Danger.Sort sort) {
        return switch (sort) {
            case DATA_LOSS -> "Something is deleted that cannot be made anew from git.";
            case STUCK ->
                "The API server refuses a change, or a deletion does not end, and what waits for it waits on.";
            case BROKEN ->
                "What is in git cannot be built, or its source is not there, so that its Kustomization fails.";
            case EXPOSURE -> "Something answers where it did not before: a host, a gateway, a port, an address.";
            case PRIVILEGE -> "A pod may do more on its node, or an account at the API server.";
            case BACKUP -> "Copies of data are made no more, or more rarely, or fewer of them are kept.";
            case POLICY -> "A policy denies less than before, or nothing; or what it alone allowed is cut.";
            case SCALED_TO_ZERO -> "A workload runs no pod.";
            case IMAGE_BACK -> "An image or a chart goes back to an earlier version.";
            case IMAGE_MAJOR -> "An image or a chart goes to another major version, which may break what it was.";
            case MUTABLE_TAG -> "An image's tag can mean another image tomorrow.";
            case RESOURCES_DOWN -> "A container is given less than before.";
            case CONTESTED -> "Several Kustomizations apply the same object, and each undoes what the others do.";
            case ORPHAN -> "Something stays in the cluster, and nobody looks after it.";
            case SUSPENDED -> "Flux is told to do nothing, is doing nothing, or does all at once that has waited.";
            case SECRET -> "A key of a Secret comes, goes or changes; never which value.";
            case WIDE -> "More changes at once than anybody reads line by line.";
        };
    }
}
