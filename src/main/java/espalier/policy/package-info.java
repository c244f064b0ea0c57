/**
 * Policies that a cluster can switch on, each a small class, and sets of them. Whoever needs another one writes a {@link
 * espalier.Policy} of their own: these know nothing that theirs could not know.
 */
package espalier.policy;
