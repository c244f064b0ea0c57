package espalier;

import espalier.rules.Rule;

/**
 * Something that a rule could not see, and so does not vouch for.
 *
 * @param rule what was looked for
 * @param object where
 * @param what that object hides, in a few words
 */
public record Unseen(Rule rule, KubernetesObject object, String what) {}
