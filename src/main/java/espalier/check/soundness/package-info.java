/** Objects that Kubernetes would refuse, or that would not do what whoever wrote them means, each looked at by itself or with its like. */
package espalier.check.soundness;
