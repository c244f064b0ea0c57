/** Flux's own kinds as constructs: where charts come from, and releases of them. */
package espalier.flux;
