package espalier.isolation;

import espalier.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody connects to somebody.
 *
 * @param ports of {@code to}, empty for all
 * @param sayer the object that tells of it
 * @param needs what it is allowed for, and with which it comes and goes
 * @param because why, where a person said so; else null
 */
record Connection(
        Peer from,
        Peer to,
        Set<String> ports,
        KubernetesObject sayer,
        KubernetesObject needs,
        @Nullable String because) {
    /** By the object that a reader sees: who, whom, and because of what; ports put together. */
    static List<Connection> merged(List<Connection> all) {
        Map<String, Connection> merged = new LinkedHashMap<>();
        for (Connection one : all) {
            String key = one.from.key() + "|" + one.to.key() + "|" + one.sayer + "|" + one.because;
            Connection before = merged.get(key);
            if (before == null) {
                merged.put(key, one);
            } else if (!before.ports.containsAll(one.ports) && !before.ports.isEmpty()) {
                var ports = new LinkedHashSet<>(before.ports);
                ports.addAll(one.ports);
                merged.put(key, new Connection(one.from, one.to, ports, one.sayer, one.needs, one.because));
            }
        }
        return List.copyOf(merged.values());
    }
}
