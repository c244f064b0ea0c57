package espalier.rules;

import org.jspecify.annotations.Nullable;

/**
 * Something that is looked for in a cluster. Constructs can have rules of their own.
 *
 * @param id in words joined by hyphens; what a message shows, and what {@code espalier explain} takes
 * @param severity whether the cluster may be written all the same
 * @param title what is wrong, in one sentence without a full stop
 * @param why what would happen on the cluster
 * @param fix the way out, in the imperative
 * @param isWaivable whether a cluster can know something that the rule does not, and so have a reason to waive it
 */
public record Rule(String id, Severity severity, String title, String why, String fix, boolean isWaivable) {

    /** How bad it is to break a rule. */
    public enum Severity {
        /** Nothing of the cluster is written. */
        ERROR,
        /** The cluster is written, and the finding is shown. */
        WARNING
    }

    /** A rule without which the tree would contradict itself, lack something, or be refused by the API server. */
    public static Rule error(String id, String title, String why, String fix) {
        return new Rule(id, Severity.ERROR, title, why, fix, false);
    }

    /** A rule whose breach is shown, but keeps nothing from being written. */
    public static Rule warning(String id, String title, String why, String fix) {
        return new Rule(id, Severity.WARNING, title, why, fix, false);
    }

    /** A rule that a cluster chooses to keep: breaking it is an error, and each construct can be exempt for a reason. */
    public static Rule policy(String id, String title, String why, String fix) {
        return new Rule(id, Severity.ERROR, title, why, fix, true);
    }

    /** The same rule, from which a construct can be exempt for a reason. */
    public Rule waivable() {
        return new Rule(id, severity, title, why, fix, true);
    }

    // Written out, since the first use of what a record has of itself takes 20 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rule rule && rule.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
