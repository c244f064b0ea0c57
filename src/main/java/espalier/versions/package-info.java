/** Which version of Kubernetes and of Flux serves what: facts, without any cluster. */
package espalier.versions;
