package espalier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What constructs take over from the scope they are made in.
 *
 * @param namespace where namespaced objects go
 * @param interval how often Flux compares a component with the cluster; null for the cluster's default
 * @param timeout after which a component that is not ready has failed; null to derive it from its objects
 */
public record Placement(
        NamespaceHandle namespace,
        @Nullable Duration interval,
        @Nullable Duration timeout) {
    Placement in(NamespaceHandle other) {
        return new Placement(other, interval, timeout);
    }

    Placement every(Duration other) {
        return new Placement(namespace, other, timeout);
    }

    Placement within(Duration other) {
        return new Placement(namespace, interval, other);
    }
}
