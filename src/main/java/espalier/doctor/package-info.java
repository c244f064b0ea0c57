/** Finds out why a cluster does not do what Flux was told, from objects as the API server has them; asks nobody itself. */
package espalier.doctor;
