/** Which file holds what: the tree that Flux reads, as data. */
package espalier.layout;
