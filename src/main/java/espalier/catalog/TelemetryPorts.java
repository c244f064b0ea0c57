package espalier.catalog;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a collector's Service: OpenTelemetry's operator opens what {@code spec.ports} lists and what the receivers of
 * {@code spec.config} listen at.
 */
final class TelemetryPorts {
    private static final String OTLP = "otlp";

    private TelemetryPorts() {}

    /** Their numbers and, of OTLP, their names; null where something else may open more. */
    static @Nullable List<String> of(KubernetesObject collector) {
        if (!(Usual.at(collector, "spec", "config", "receivers") instanceof Mapping receivers)) {
            return null; // in older objects a text
        }
        if (Usual.at(collector, "spec", "config", "exporters") instanceof Mapping exporters) {
            for (int i = 0; i < exporters.size(); i++) {
                if (exporters.keyAt(i).startsWith("prometheus")) {
                    return null; // which can be asked, and so is opened as well
                }
            }
        }
        var ports = new ArrayList<String>();
        for (Mapping port : Usual.mappings(collector, "spec", "ports")) {
            add(port.text("name"), ports);
            add(port.text("port"), ports);
        }
        for (int i = 0; i < receivers.size(); i++) {
            boolean isKnown = receivers.keyAt(i).equals(OTLP)
                    && receivers.valueAt(i) instanceof Mapping receiver
                    && protocols(receiver.mapping("protocols"), ports);
            if (!isKnown) {
                return null;
            }
        }
        return ports;
    }

    private static boolean protocols(@Nullable Mapping protocols, List<String> ports) {
        return protocols != null
                && protocol(protocols, "grpc", "4317", ports)
                && protocol(protocols, "http", "4318", ports);
    }

    private static boolean protocol(Mapping protocols, String protocol, String usual, List<String> ports) {
        if (!protocols.has(protocol)) {
            return true;
        }
        Value said = protocols.get(protocol) instanceof Mapping own ? own.get("endpoint") : null;
        String endpoint = said instanceof Leaf leaf ? leaf.text() : ":" + usual;
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        for (int i = 0; i < port.length(); i++) {
            if (!Character.isDigit(port.charAt(i))) {
                return false; // of a variable
            }
        }
        add(OTLP + "-" + protocol, ports);
        add(port, ports);
        return !port.isEmpty();
    }

    private static void add(@Nullable String port, List<String> ports) {
        if (port != null) {
            ports.add(port);
        }
    }
}
