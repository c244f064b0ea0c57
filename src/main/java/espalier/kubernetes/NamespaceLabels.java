package espalier.kubernetes;

import espalier.Answer;
import espalier.tree.Mapping;

/** What each namespace of a cluster is called beside its name, such as what it is for: the platform's answer to every namespace. */
public interface NamespaceLabels extends Answer {
    /** The labels of the namespace {@code name}; empty where it has no others. */
    Mapping labels(String name);
}
