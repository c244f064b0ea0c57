package espalier.live;

import espalier.hidden.Hidden;
import java.util.Map;

/**
 * A Secret as a cluster has it.
 *
 * @param type {@code Opaque}, or what else its keys are to be read as
 * @param data the values by their keys
 * @param maker who else makes it, such as {@code ExternalSecret doppler-token}; empty where nobody says so
 * @param fixed why nobody can change it, since it is immutable or about to go; empty where one can
 * @param version changes with every change of it
 */
public record StoredSecret(
        String namespace,
        String name,
        String type,
        Map<String, Hidden> data,
        String maker,
        String fixed,
        String version) {}
