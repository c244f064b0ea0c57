/** Kubernetes's own kinds as constructs, safe by default and in the order in which people read YAML. */
package espalier.kubernetes;
