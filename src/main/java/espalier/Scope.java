package espalier;

import java.time.Duration;

/**
 * Where a construct can be made: a cluster, a stage, a component, or one of these seen with another namespace or
 * interval.
 */
public interface Scope {
    /** The place in the tree. */
    Node node();

    /** What constructs made here take over: namespace, interval and timeout. */
    default Placement placement() {
        return node().placement();
    }

    /** This scope with {@code namespace} for what is made in it: {@code new Radarr(apps.in(media), "radarr")}. */
    default Scope in(NamespaceHandle namespace) {
        if (namespace == null) {
            throw new IllegalArgumentException(
                    "Tried to choose a namespace for what is made in " + node() + ", but it is null");
        }
        return new ScopeView(node(), placement().in(namespace));
    }

    /** This scope with another interval at which Flux compares what is made in it with the cluster. */
    default Scope every(Duration interval) {
        return new ScopeView(node(), placement().every(interval));
    }

    /** This scope with another time after which Flux calls what is made in it failed. */
    default Scope within(Duration timeout) {
        return new ScopeView(node(), placement().within(timeout));
    }
}
