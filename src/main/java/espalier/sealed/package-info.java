/** Secrets that are sealed in git for one cluster alone, whose controller opens them: Sealed Secrets. */
package espalier.sealed;
