/**
 * The words in which clusters and constructs are written: {@link espalier.Cluster}, {@link espalier.Stage},
 * {@link espalier.Component}, handles and {@link espalier.Text}.
 *
 * <p>Public with it are {@code espalier.kubernetes}, {@code espalier.flux} and {@code espalier.tree}; every other package
 * below this one is the compiler's own and may change without notice.
 */
package espalier;
