/** What Flux would do with a tree on a running cluster, asked of that cluster's API server. */
package espalier.preview;
