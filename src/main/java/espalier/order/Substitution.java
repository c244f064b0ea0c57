package espalier.order;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Reference;
import espalier.Text;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets Flux put values that are not in git in the place of {@code ${NAME}}, in the units that use one, and nowhere else.
 *
 * <p>With variables present, Flux reads all text of a Kustomization: {@code $$} becomes {@code $}, and what only looks like a
 * variable is replaced or refused. So objects without a variable are exempt from it, and in the others every literal dollar
 * that Flux would read is doubled.
 */
final class Substitution {
    static final String DISABLED = "kustomize.toolkit.fluxcd.io/substitute";

    private Substitution() {}

    static void fill(Unit unit, Mapping spec, Order order) {
        ObjectGraph graph = order.graph();
        var sources = new TreeMap<String, Mapping>();
        for (KubernetesObject object : unit.objects()) {
            for (Reference variable : graph.variablesIn(object)) {
                Provision source = variable.provision();
                Identity identity = source.identity();
                sources.put(
                        identity.kind() + "/" + identity.name(),
                        Mapping.of("kind", identity.kind()).put("name", identity.name()));
                refuseNear(object, source, unit, order);
            }
        }
        if (sources.isEmpty()) {
            WrittenVariables.check(unit, spec, graph);
            return;
        }
        var from = new Sequence();
        sources.values().forEach(from::add);
        spec.child("postBuild").put("substituteFrom", from);
        for (KubernetesObject object : unit.objects()) {
            if (object.carrier() != null) {
                continue; // Flux reads the values that say the same
            }
            if (graph.variablesIn(object).isEmpty()) {
                object.body().child("metadata").child("annotations").put(DISABLED, "disabled");
            } else {
                escape(object.body());
                refuseHash(object);
            }
        }
    }

    /** Flux reads the values before it applies anything. */
    private static void refuseNear(KubernetesObject reader, Provision source, Unit unit, Order order) {
        KubernetesObject made = maker(source.identity(), order.graph());
        if (made != null && order.unitOf(made) == unit) {
            reader.error(
                    References.VARIABLE_TOO_NEAR,
                    "Tried to use a variable of " + made + " in " + reader
                            + ", but both are applied by the Kustomization " + unit.name()
                            + ", and Flux reads the values before it applies anything",
                    "make " + made + " in a component of its own");
        }
    }

    /** The object itself, or what a controller makes it of; null for what is no object in git. */
    private static @Nullable KubernetesObject maker(Identity variables, ObjectGraph graph) {
        KubernetesObject object = graph.object(variables);
        Provision provision = object == null ? graph.provision(variables) : null;
        return provision == null ? object : provision.maker();
    }

    private static void refuseHash(KubernetesObject object) {
        if (object.isHashSuffixed()) {
            object.error(
                    References.VARIABLE_IN_HASH,
                    "Tried to use a variable in " + object
                            + ", whose name carries a hash of its content, but the hash is made"
                            + " before the value is put in, so that another value would roll no pod",
                    "make the ConfigMap without suffixNameWithHash()");
        }
    }

    private static void escape(Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                escape(mapping.valueAt(i));
                if (mapping.valueAt(i) instanceof Leaf leaf) {
                    mapping.setValueAt(i, escaped(leaf));
                }
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                escape(sequence.get(i));
                if (sequence.get(i) instanceof Leaf leaf) {
                    sequence.set(i, escaped(leaf));
                }
            }
        }
    }

    private static Value escaped(Leaf leaf) {
        if (leaf instanceof Text text) {
            return text.mapLiterals(Substitution::escaped);
        }
        boolean read = leaf.isString() && leaf.text().indexOf('$') >= 0;
        return read && leaf.comment() == null ? Scalar.of(escaped(leaf.text())) : leaf;
    }

    private static String escaped(String literal) {
        return literal.replace("$$", "$$$$").replace("${", "$${");
    }
}
