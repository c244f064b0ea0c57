package espalier.graph;

import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.ReferenceField;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out which object a name in a reference field means. */
final class Naming {
    private static final FieldPath TARGET_NAMESPACE = FieldPath.of("spec", "targetNamespace");

    private static final List<String> FLUX = List.of(
            "source.toolkit.fluxcd.io",
            "kustomize.toolkit.fluxcd.io",
            "helm.toolkit.fluxcd.io",
            "image.toolkit.fluxcd.io");

    private final ObjectGraph graph;

    Naming(ObjectGraph graph) {
        this.graph = graph;
    }

    /**
     * What {@code name} in {@code field} of {@code reader} means; null where nobody can know, or where it means no object.
     *
     * @param siblings the mapping in which the name stands, if it stands in one
     */
    @Nullable
    Identity meant(KubernetesObject reader, ReferenceField field, String name, @Nullable Mapping siblings) {
        if (name.isEmpty() || isForeign(name) || field.isOnlyWithKey() && said(siblings, "key") == null) {
            return null;
        }
        String kind = field.kind();
        String group = field.group();
        if (field.kindKey() != null) {
            String saidKind = said(siblings, field.kindKey());
            if (saidKind != null) {
                kind = saidKind;
                group = group(siblings, group);
            }
            // A user or a group is somebody, and no object.
            if (kind.isEmpty() || kind.equals("User") || kind.equals("Group")) {
                return null;
            }
        }
        group = group.isEmpty() ? coreOrFlux(kind) : group;
        Kind known = graph.catalog().kind(group, kind);
        if (known.isClusterScoped() || field.reach() == ReferenceField.Reach.CLUSTER) {
            return Identity.of(group, kind, "", name);
        }
        int slash = field.reach() == ReferenceField.Reach.SAME_NAMESPACE ? name.indexOf('/') : -1;
        if (slash > 0) {
            return Identity.of(group, kind, name.substring(0, slash), name.substring(slash + 1));
        }
        String namespace = namespace(reader, field, siblings);
        return namespace == null || namespace.isEmpty() ? null : Identity.of(group, kind, namespace, name);
    }

    /** The keys or the port that {@code field} reads of what it names; one null where it reads none. */
    @Nullable
    String[] details(ReferenceField field, @Nullable Mapping siblings) {
        String at = field.keyKey() != null ? field.keyKey() : field.portKey();
        Value said = at == null || siblings == null ? null : siblings.get(at);
        if (said instanceof Leaf leaf) {
            return new @Nullable String[] {leaf.text()};
        }
        if (said instanceof Mapping port) {
            String name = port.text("name");
            return new @Nullable String[] {name == null ? port.text("number") : name};
        }
        if (said instanceof Sequence items && !items.isEmpty()) {
            @Nullable String[] keys = new @Nullable String[items.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = items.get(i) instanceof Mapping item ? item.text("key") : null;
            }
            return keys;
        }
        return field.defaultKeys();
    }

    /** A template, a variable of Flux, or a name that a program knows from elsewhere ({@code api@internal}). */
    private static boolean isForeign(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '{' || c == '$' || c == '@' || c == '*') {
                return true;
            }
        }
        return name.equals("-");
    }

    private static @Nullable String said(@Nullable Mapping siblings, String key) {
        String said = siblings == null ? null : siblings.text(key);
        return said == null || said.isEmpty() ? null : said;
    }

    /** Flux's own kinds name each other without a group. */
    private String coreOrFlux(String kind) {
        if (!graph.catalog().knows("", kind)) {
            for (String group : FLUX) {
                if (graph.catalog().knows(group, kind)) {
                    return group;
                }
            }
        }
        return "";
    }

    private static String group(@Nullable Mapping siblings, String otherwise) {
        if (siblings == null) {
            return otherwise;
        }
        for (String key : new String[] {"group", "apiGroup"}) {
            String group = siblings.text(key);
            if (group != null) {
                return group;
            }
        }
        String version = siblings.text("apiVersion");
        return version == null ? otherwise : Identity.groupOf(version);
    }

    /** Null where it cannot be known. */
    private @Nullable String namespace(KubernetesObject reader, ReferenceField field, @Nullable Mapping siblings) {
        return switch (field.reach()) {
            case SAME_NAMESPACE -> reader.namespace();
            case SIBLING_NAMESPACE -> {
                String namespace = said(siblings, field.namespaceKey());
                yield namespace == null ? reader.namespace() : namespace.indexOf('$') >= 0 ? null : namespace;
            }
            case TARGET_NAMESPACE -> ofChart(reader);
            case OPERATOR_NAMESPACE -> ofOperator(reader);
            case CLUSTER -> "";
        };
    }

    /** Where the chart of {@code release} is installed. */
    static String ofChart(KubernetesObject release) {
        return TARGET_NAMESPACE.in(release.body()) instanceof Leaf target ? target.text() : release.namespace();
    }

    /** Where the chart is installed that brings the kind of {@code reader}: its operator comes with it. */
    private @Nullable String ofOperator(KubernetesObject reader) {
        Provision definition = graph.definition(reader);
        if (definition != null) {
            for (KubernetesObject object : definition.provider().objects()) {
                if (object.kind().equals("HelmRelease")) {
                    return ofChart(object);
                }
            }
        }
        return null;
    }
}
