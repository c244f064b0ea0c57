package espalier.plan;

import espalier.Identity;
import espalier.applied.AppliedUnit;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Flux Kustomization in one of the two trees. */
final class Unit {
    static final String GROUP = "kustomize.toolkit.fluxcd.io";
    static final String FLUX_SYSTEM = "flux-system";

    private final AppliedUnit applied;
    private final Identity identity;
    private final @Nullable Unit parent;

    Unit(AppliedUnit applied, Identity identity, @Nullable Unit parent) {
        this.applied = applied;
        this.identity = identity;
        this.parent = parent;
    }

    AppliedUnit applied() {
        return applied;
    }

    /** Of the Kustomization; of the entry, which {@code flux bootstrap} calls so, where git has none. */
    Identity identity() {
        return identity;
    }

    String name() {
        return identity.name();
    }

    /** The one that applies this Kustomization; null for the entry. */
    @Nullable
    Unit parent() {
        return parent;
    }

    boolean isSuspended() {
        return is("suspend", false);
    }

    /** An entry that git has no Kustomization of is what {@code flux bootstrap} writes, which prunes. */
    boolean prunes() {
        return is("prune", applied.kustomization() == null);
    }

    boolean forces() {
        return is("force", false);
    }

    /** Whether it is ready only when all that it applies is. */
    boolean waits() {
        return is("wait", false);
    }

    /** What becomes of its objects when it is itself deleted: as it prunes, where nothing else is said. */
    boolean takesObjectsAlong() {
        String policy = applied.spec("deletionPolicy") instanceof Leaf leaf ? leaf.text() : "MirrorPrune";
        return !isSuspended()
                && switch (policy) {
                    case "MirrorPrune" -> prunes();
                    case "Delete", "WaitForTermination" -> true;
                    default -> false;
                };
    }

    /** Where its files come from. */
    Identity source() {
        Mapping reference = applied.spec("sourceRef") instanceof Mapping mapping ? mapping : new Mapping();
        String namespace = reference.text("namespace");
        return Identity.of(
                "source.toolkit.fluxcd.io",
                String.valueOf(reference.text("kind")),
                namespace == null ? identity.namespace() : namespace,
                String.valueOf(reference.text("name")));
    }

    /** Whether its files come from another source than the entry's, so that they are not in this repository. */
    boolean isElsewhere() {
        Unit top = this;
        while (top.parent != null) {
            top = top.parent;
        }
        Mapping own = top.applied.kustomization();
        return parent != null
                && !source().name()
                        .equals(own == null ? FLUX_SYSTEM : top.source().name());
    }

    /** The ConfigMaps without whose values it applies nothing. Secrets are none of them: people and operators make those. */
    List<Identity> valuesFrom() {
        Sequence sources =
                applied.spec("postBuild") instanceof Mapping postBuild ? postBuild.sequence("substituteFrom") : null;
        var found = new ArrayList<Identity>(2);
        for (Value each : sources == null ? new Sequence() : sources) {
            if (each instanceof Mapping source
                    && "ConfigMap".equals(source.text("kind"))
                    && !"true".equals(source.text("optional"))) {
                found.add(Identity.of("", "ConfigMap", identity.namespace(), String.valueOf(source.text("name"))));
            }
        }
        return found;
    }

    private boolean is(String key, boolean usual) {
        return applied.spec(key) instanceof Leaf leaf ? leaf.text().equals("true") : usual;
    }

    /** Those that it waits for. */
    List<Identity> dependsOn() {
        var found = new ArrayList<Identity>(2);
        if (applied.spec("dependsOn") instanceof Sequence items) {
            for (Value item : items) {
                if (item instanceof Mapping reference) {
                    String namespace = reference.text("namespace");
                    found.add(Identity.of(
                            GROUP,
                            "Kustomization",
                            namespace == null ? identity.namespace() : namespace,
                            String.valueOf(reference.text("name"))));
                }
            }
        }
        return found;
    }
}
