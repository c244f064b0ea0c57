/** How to ask an API server what it serves, as the user's kubeconfig says. */
package espalier.remote;
