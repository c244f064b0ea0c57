/** Namespaces in which only what the objects of a cluster tell of can be reached, and how network policies say so. */
package espalier.isolation;
