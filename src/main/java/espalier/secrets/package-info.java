/** The Secrets that a cluster declares: how each stands on the cluster, and where the values come from that are missing. */
package espalier.secrets;
