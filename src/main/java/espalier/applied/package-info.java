/** What Flux applies of a tree in git: kustomize's build of each directory, with the values that Flux puts in. */
package espalier.applied;
