package espalier.live;

import java.util.Set;

/**
 * Pods that a controller keeps running.
 *
 * @param kind {@code Deployment}, {@code StatefulSet} or {@code DaemonSet}
 * @param release the HelmRelease that it is a part of; empty for none
 * @param secrets the names of the Secrets that its pods read
 */
public record Workload(String kind, String namespace, String name, String release, Set<String> secrets) {
    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
