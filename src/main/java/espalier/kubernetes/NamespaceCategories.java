package espalier.kubernetes;

import espalier.Answer;

/** How a cluster sorts its namespaces: the platform's answer to each that is made. */
public interface NamespaceCategories extends Answer {
    /** Labels {@code namespace}, which is called {@code name}, with what it is for. */
    void sort(Namespace namespace, String name);
}
