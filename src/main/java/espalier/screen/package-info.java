/** A table on a terminal that is drawn anew in its place. */
package espalier.screen;
