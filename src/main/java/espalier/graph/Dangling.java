package espalier.graph;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.tree.FieldPath;

/**
 * A name in a reference field under which the cluster knows nothing.
 *
 * @param reader whose field it is
 * @param field where it stands
 * @param wanted what it would name
 */
public record Dangling(KubernetesObject reader, FieldPath field, Identity wanted) {}
