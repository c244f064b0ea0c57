/** The graph of a cluster for eyes and for other programs: what there is, and who needs whom. */
package espalier.drawing;
