package espalier.catalog;

import espalier.Strength;
import java.util.List;

/**
 * A field that holds the name of another object.
 *
 * @param path the keys down to it, {@code []} for the elements of a list
 * @param group the group of what is named
 * @param kind the kind of what is named; empty where a sibling field {@code kind} says it
 * @param reach where what is named stands
 * @param strength what the reader needs of it
 */
public record ReferenceField(List<String> path, String group, String kind, Reach reach, Strength strength) {

    /** Where an object can stand that a field names. */
    public enum Reach {
        /** In the namespace of the reader. */
        SAME_NAMESPACE,
        /** In the namespace that a sibling field {@code namespace} names, else in the reader's. */
        SIBLING_NAMESPACE,
        /** In no namespace. */
        CLUSTER
    }
}
