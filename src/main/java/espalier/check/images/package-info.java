/** Whether Flux's image automation writes what is meant, and everywhere. */
package espalier.check.images;
