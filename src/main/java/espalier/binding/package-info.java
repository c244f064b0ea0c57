/** Which running cluster is which of the repository's. */
package espalier.binding;
