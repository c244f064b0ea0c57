package espalier.check.hosts;

import espalier.KubernetesObject;
import espalier.Reference;
import espalier.Text;
import espalier.check.Fields;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;

/** Tells of addresses that lead nowhere, and in which field they stand. */
final class HostFindings {
    private HostFindings() {}

    static void slip(KubernetesObject object, Leaf leaf, String host, String there, String near) {
        report(
                References.HOST_MISSPELT,
                object,
                leaf,
                "Tried to reach " + host + ", of which nothing is known here, but " + there,
                "write " + near + " if that is meant, else waive \"host-misspelt\"");
    }

    /** @param ports those that the Service has */
    static void port(KubernetesObject object, Leaf leaf, Address address, String service, Services.Ports ports) {
        if (!isToldOf(leaf, ports)) {
            report(
                    References.HOST_PORT,
                    object,
                    leaf,
                    "Tried to reach the port " + address.port() + " of " + address.host() + ", but the Service "
                            + service + " has only: " + ports.numbers(),
                    "write a port that it has, or let it offer this one");
        }
    }

    /** A handle of a port that is not there was told when it was asked for. */
    private static boolean isToldOf(Leaf leaf, Services.Ports ports) {
        if (leaf instanceof Text text) {
            for (Reference reference : text.references()) {
                String port = reference.detail();
                if (port != null && !ports.names().contains(port)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Puts the field between what was tried and what was found.
     *
     * @param message without the place; whoever writes the same host somewhere else
     *     has the same trouble
     */
    static void report(Rule rule, KubernetesObject object, Leaf leaf, String message, String fix) {
        FieldPath field = Fields.pathTo(object, leaf);
        int comma = message.indexOf(", ");
        String told = message.substring(0, comma) + " in " + field + " of " + object + message.substring(comma);
        object.error(rule, field, message, told, fix);
    }
}
