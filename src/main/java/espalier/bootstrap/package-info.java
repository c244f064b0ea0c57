/** The start of a cluster: what must be there before Flux, and Flux. */
package espalier.bootstrap;
