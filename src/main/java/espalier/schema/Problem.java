package espalier.schema;

import espalier.rules.Rule;
import espalier.tree.FieldPath;

/**
 * Something of an object that its schema does not allow.
 *
 * @param path where in the object
 * @param message one sentence: what was tried, what was found, what was expected
 * @param fix the way out, in the imperative
 */
record Problem(Rule rule, FieldPath path, String message, String fix) {}
