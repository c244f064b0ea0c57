/** The start of a cluster from nothing, played through before anything is written. */
package espalier.coldstart;
