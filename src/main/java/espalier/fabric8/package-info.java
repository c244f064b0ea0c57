/** fabric8's Kubernetes model as a guest; the only package that loads it, and Jackson with it, and only when it is used. */
package espalier.fabric8;
