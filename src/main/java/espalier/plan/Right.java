package espalier.plan;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/**
 * What a role lets somebody do, as Kubernetes compares it ({@code rbac/v1/evaluation_helpers.go}): a {@code *} stands for all.
 *
 * @param verb such as {@code list}
 * @param group of the resource; empty for the core group and for addresses
 * @param resource its plural, with a subresource behind a slash; or an address of the API server
 * @param name of the one object that it is about; empty for all
 */
record Right(String verb, String group, String resource, String name) {
    private static final String ALL = "*";

    /** All that {@code role} gives. */
    static List<Right> of(Mapping role) {
        var rights = new ArrayList<Right>();
        for (Mapping rule : Paths.items(role, "rules")) {
            List<String> names = Paths.texts(rule, "resourceNames");
            for (String verb : Paths.texts(rule, "verbs")) {
                for (String resource : Paths.texts(rule, "resources")) {
                    for (String group : Paths.texts(rule, "apiGroups")) {
                        for (String name : names.isEmpty() ? List.of("") : names) {
                            rights.add(new Right(verb, group, resource, name));
                        }
                    }
                }
                for (String address : Paths.texts(rule, "nonResourceURLs")) {
                    rights.add(new Right(verb, "", address, ""));
                }
            }
        }
        return rights;
    }

    /** Whether who has this has {@code other} with it. */
    boolean covers(Right other) {
        return (verb.equals(ALL) || verb.equals(other.verb))
                && (group.equals(ALL) || group.equals(other.group))
                && (name.isEmpty() || name.equals(other.name))
                && coversResource(other.resource);
    }

    private boolean coversResource(String other) {
        boolean isAddress = other.startsWith("/");
        if (resource.equals(other) || resource.equals(ALL) && !isAddress) {
            return true;
        }
        if (isAddress) {
            return resource.endsWith(ALL) && other.startsWith(resource.substring(0, resource.length() - 1));
        }
        return resource.startsWith("*/") && other.endsWith(resource.substring(1));
    }

    /** {@code delete secrets}, {@code get deployments.apps web}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + (name.isEmpty() ? "" : " " + name);
    }
}
