package espalier.intake;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the schema of one kind into the draft of its index. */
final class KindDrafts {
    private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "metadata", "status");

    /** What Kubernetes publishes as required, and its API server does without all the same: it has an answer of its own. */
    private static final Set<String> FILLED_IN =
            Set.of("NetworkPolicySpec.podSelector", "RoleRef.apiGroup", "PriorityClass.value");

    private final Dialect dialect;
    private final References references;
    private final Map<String, Draft> definitions = new TreeMap<>();

    private KindDrafts(Dialect dialect, References references) {
        this.dialect = dialect;
        this.references = references;
    }

    /**
     * The index of a kind with the title {@code title}, whose schema is {@code root}.
     *
     * @param type its name where it is one of Kubernetes' own, otherwise null
     */
    static String index(String title, Mapping root, @Nullable String type, Dialect dialect, References references) {
        var drafts = new KindDrafts(dialect, references);
        Draft draft = drafts.object(root, type);
        return IndexPrinter.text(title, draft, drafts.definitions);
    }

    /** The index of what all kinds have in common, which stands apart from theirs. */
    static String metadataIndex(String title, Mapping schema, References references) {
        var drafts = new KindDrafts(Dialect.OPEN_API, references);
        drafts.definitions.put(References.OBJECT_META, drafts.draft(schema, true, References.OBJECT_META));
        return IndexPrinter.text(title, new Draft("any"), drafts.definitions);
    }

    /**
     * A whole object; its identity is looked at elsewhere.
     *
     * <p>Of the status nothing is said: Flux takes it away before it applies (all but that of definitions, and for roles, which have
     * none; {@code fluxcd/pkg/ssa/normalize}), and the API server keeps none of what an object is made with. An exported manifest
     * that still has one is right as it is. A kind that has no status refuses it, like any other field that it does not know.
     */
    private Draft object(Mapping root, @Nullable String type) {
        Mapping whole = root.copy();
        Mapping properties = whole.child("properties");
        properties.put("apiVersion", Mapping.of("type", "string"));
        properties.put("kind", Mapping.of("type", "string"));
        Mapping metadata = properties.mapping("metadata");
        if (metadata == null || !metadata.has("properties")) {
            properties.put("metadata", Mapping.of("$ref", References.TO_OBJECT_META));
        } else {
            metadata.put("additionalProperties", true); // it only limits some of what is in every metadata
        }
        if (properties.has("status")) {
            properties.put("status", new Mapping());
        }
        var required = new Sequence();
        for (String name : names(whole.sequence("required"))) {
            if (!IDENTITY.contains(name)) {
                required.add(name);
            }
        }
        whole.put("type", "object").put("required", required);
        return draft(whole, true, type);
    }

    /**
     * @param isWhole whether fields that are not listed are unknown; not so in a part that only adds demands
     * @param type its name where it is one of Kubernetes' own, in which zero values are no defaults; otherwise null
     */
    private Draft draft(Mapping schema, boolean isWhole, @Nullable String type) {
        String reference = References.of(schema);
        if (reference != null) {
            return referred(reference, schema);
        }
        SchemaType types = SchemaType.of(schema, isWhole);
        Draft element = element(schema, isWhole, type);
        boolean isShort =
                element != null && element.below().isEmpty() && element.head().indexOf(' ') < 0;
        Mapping properties = schema.mapping("properties");
        boolean hasFields = properties != null && !properties.isEmpty();
        var head = new StringBuilder(element != null && !hasFields ? types.asMap() : types.words());
        if (isShort && element != null) {
            head.append(" of ").append(element.head());
        }
        if (types.hasObject() && isOpen(schema, hasFields, isWhole)) {
            head.append(" open");
        }
        Demands.append(schema, types, type != null, head);
        var draft = new Draft(head.toString());
        if (element != null && !isShort) {
            draft.add(schema.has("items") ? "[]" : "{}", element);
        }
        fields(schema, isWhole, type, draft);
        choices(schema, type, draft);
        ValidationRules.of(schema).forEach(rule -> draft.add("?", rule));
        return draft;
    }

    private Draft referred(String reference, Mapping schema) {
        String name = references.shortName(reference);
        if (name.equals(References.OBJECT_META)) {
            return new Draft("@" + name);
        }
        Mapping target = references.resolve(reference);
        if (target == null) {
            return new Draft("any");
        }
        String type = References.isBuiltIn(reference) ? name : null;
        if (isSmall(target)) {
            Mapping here = target;
            Value fallback = schema.get("default");
            if (fallback != null) {
                here = target.copy();
                here.put("default", fallback);
            }
            return draft(here, true, type);
        }
        if (!definitions.containsKey(name)) {
            definitions.put(name, new Draft("any")); // a definition may hold itself
            definitions.put(name, draft(target, true, type));
        }
        return new Draft("@" + name);
    }

    private static boolean isSmall(Mapping target) {
        for (String key : List.of("properties", "items", "$ref", "allOf", "anyOf", "not")) {
            if (target.has(key)) {
                return false;
            }
        }
        return !(target.get("additionalProperties") instanceof Mapping);
    }

    private @Nullable Draft element(Mapping schema, boolean isWhole, @Nullable String type) {
        if (schema.get("items") instanceof Mapping items) {
            return draft(items, isWhole, type);
        }
        return schema.get("additionalProperties") instanceof Mapping values && !values.isEmpty()
                ? draft(values, isWhole, type)
                : null;
    }

    private boolean isOpen(Mapping schema, boolean hasFields, boolean isWhole) {
        if (isTrue(schema, "x-kubernetes-preserve-unknown-fields")) {
            return true;
        }
        Value additional = schema.get("additionalProperties");
        if (additional instanceof Mapping values) {
            return values.isEmpty();
        }
        if (additional != null) {
            return isTrue(schema, "additionalProperties");
        }
        return !isWhole || schema.has("patternProperties") || dialect != Dialect.CUSTOM_RESOURCE && !hasFields;
    }

    private void fields(Mapping schema, boolean isWhole, @Nullable String type, Draft draft) {
        Set<String> required = new HashSet<>(names(schema.sequence("required")));
        var all = new TreeMap<String, Draft>();
        Mapping properties = schema.mapping("properties");
        if (properties != null) {
            properties.forEach((name, value) -> {
                Mapping field = value instanceof Mapping mapping ? mapping : new Mapping();
                boolean isNeeded = required.remove(name)
                        && !Demands.hasFallback(field, type != null)
                        && !FILLED_IN.contains(type + "." + name);
                all.put(Draft.name(name, isNeeded), orBlank(draft(field, isWhole, type), type, isNeeded));
            });
        }
        for (String name : required) {
            all.put(Draft.name(name, true), new Draft("any"));
        }
        if (isTrue(schema, "x-kubernetes-embedded-resource")) {
            for (String name : List.of("apiVersion", "kind")) {
                if (!all.containsKey(name + "!")) {
                    all.remove(name);
                    all.put(name + "!", new Draft("string"));
                }
            }
            all.remove("metadata!");
            all.put("metadata", new Draft("@" + References.OBJECT_META));
        }
        all.forEach(draft::add);
    }

    private void choices(Mapping schema, @Nullable String type, Draft draft) {
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            Sequence branches = schema.sequence(choice);
            if (branches != null && !SchemaType.isOfTypes(branches)) {
                var all = new Draft("");
                for (Value branch : branches) {
                    if (branch instanceof Mapping mapping) {
                        all.add("-", draft(mapping, false, type));
                    }
                }
                draft.add("|" + choice.substring(0, 3), all);
            }
        }
        Mapping not = schema.mapping("not");
        if (not != null) {
            var one = new Draft("");
            one.add("-", draft(not, false, type));
            draft.add("|not", one);
        }
    }

    /** In Kubernetes' own types an empty text is the same as none, also where only certain values are allowed. */
    private static Draft orBlank(Draft field, @Nullable String type, boolean isNeeded) {
        boolean isChoice = type != null && !isNeeded && field.head().startsWith("string in ");
        return isChoice ? new Draft(field.head() + " blank") : field;
    }

    private static List<String> names(@Nullable Sequence names) {
        var all = new java.util.ArrayList<String>();
        if (names != null) {
            for (Value name : names) {
                if (name instanceof Leaf leaf) {
                    all.add(leaf.text());
                }
            }
        }
        return all;
    }

    static boolean isTrue(Mapping schema, String key) {
        return Scalar.of(true).equals(schema.get(key));
    }
}
