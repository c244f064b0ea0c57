/** What the first of two commits does, so that the second is safe: read from {@code moves/}, done when the tree is written. */
package espalier.moves;
