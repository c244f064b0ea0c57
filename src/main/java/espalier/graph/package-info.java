/** The object graph: every object of a cluster, what else exists because of it, and who needs whom. */
package espalier.graph;
