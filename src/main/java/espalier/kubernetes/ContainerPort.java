package espalier.kubernetes;

import espalier.tree.Mapping;

/**
 * A port that a container listens on.
 *
 * @param name a DNS label of at most 15 characters
 * @param number from 1 to 65535
 * @param protocol {@code TCP} or {@code UDP}
 */
public record ContainerPort(String name, int number, String protocol) {
    Mapping toMapping() {
        var port = Mapping.of("name", name).put("containerPort", number);
        return protocol.equals("TCP") ? port : port.put("protocol", protocol);
    }
}
