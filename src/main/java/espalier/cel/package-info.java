/** Expressions in CEL as the API server evaluates them for custom resources, with the functions that Kubernetes adds to them. */
package espalier.cel;
