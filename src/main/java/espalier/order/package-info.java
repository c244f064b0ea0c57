/** What Flux reconciles as one, and in which order. */
package espalier.order;
