package espalier;

import espalier.rules.Rule;

/**
 * Something that a cluster chooses to keep to, beyond what Kubernetes and Flux ask of everybody: switched on with {@link
 * ClusterSettings#policies}. Whoever wants one of their own writes a class of this type in their repository.
 *
 * <p>A policy reads finished objects, whoever made them, and changes none. What it cannot see, such as the pods of a chart, it
 * counts as not checked.
 */
public interface Policy {
    /**
     * What it looks for, with a reason, as {@link Rule#policy} makes it: what a finding shows and a waiver names. Always the same
     * one.
     */
    Rule rule();

    /** Looks at a complete cluster and says where it breaks the policy. */
    void review(Review review);
}
