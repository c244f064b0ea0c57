package espalier.check;

import espalier.KubernetesObject;
import espalier.tree.Mapping;

/**
 * A part of an object that has a name, such as a container: put into words only where something is wrong with it.
 *
 * @param kind what it is, in a word
 * @param body the part
 */
public record Part(String kind, Mapping body, KubernetesObject object) {
    /** One of the containers of {@code object}. */
    public static Part container(Mapping body, KubernetesObject object) {
        return new Part("container", body, object);
    }

    /** {@code the container web of Deployment default/web}. */
    @Override
    public String toString() {
        return "the " + kind + " " + body.text("name") + " of " + object;
    }
}
