/** Puts the rendered tree on disk, whole or not at all, and never over somebody's uncommitted work. */
package espalier.output;
