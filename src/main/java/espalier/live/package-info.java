/** A running cluster, as Flux tells of it; the only package that loads the client of Kubernetes. */
package espalier.live;
