/** What Flux will do between two trees of a cluster: in which order, to which objects, and what that costs or endangers. */
package espalier.plan;
