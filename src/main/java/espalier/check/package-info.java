/** Everything that can be known to be wrong before a cluster is written. */
package espalier.check;
