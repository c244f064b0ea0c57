package espalier.preview;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.BuiltObject;
import espalier.doctor.NoAnswer;
import espalier.doctor.ObjectSource;
import espalier.doctor.Refused;
import espalier.doctor.Resource;
import espalier.doctor.Right;
import espalier.tree.Mapping;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes: what a Kustomization has applied, by its inventory, and what git does not have any more. */
final class Pruning {
    private final ObjectSource source;
    private final Map<Identity, Mapping> objects;
    private final Map<Identity, Identity> appliers;
    private final Collection<Prediction> predictions;
    private final Collection<Right> lacking;
    private final Set<Identity> dying = new HashSet<>();

    /**
     * @param objects all of the tree
     * @param appliers which Kustomization applies each of them
     * @param predictions takes what is found
     * @param lacking takes what this user may not do
     */
    Pruning(
            ObjectSource source,
            Map<Identity, Mapping> objects,
            Map<Identity, Identity> appliers,
            Collection<Prediction> predictions,
            Collection<Right> lacking) {
        this.source = source;
        this.objects = objects;
        this.appliers = appliers;
        this.predictions = predictions;
        this.lacking = lacking;
    }

    /** What {@code kustomization} has applied and does not want any more. */
    void of(Identity kustomization, Mapping present, Set<Identity> wanted) throws NoAnswer {
        boolean prunes = LiveKustomizations.spec(wantedSpec(kustomization, present), "prune")
                .equals("true");
        for (Identity member : LiveKustomizations.inventory(present)) {
            if (!wanted.contains(member)) {
                gone(member, kustomization, prunes ? "" : "its Kustomization does not prune");
            }
        }
    }

    /** What git says of it counts, since that is applied before. */
    private Mapping wantedSpec(Identity kustomization, Mapping present) {
        Mapping wanted = objects.get(kustomization);
        return wanted == null ? present : wanted;
    }

    private void gone(Identity member, Identity by, String kept) throws NoAnswer {
        Mapping object = read(member);
        if (object == null || !isOwned(object, by)) {
            return; // gone already, or another one's by now
        }
        Identity applier = appliers.get(member);
        String why = kept.isEmpty() ? marked(object) : kept;
        if (!why.isEmpty()) {
            if (applier == null) {
                predictions.add(new Prediction(member, Fate.STAYS, by.name(), why, List.of()));
            }
        } else if (applier != null) {
            predictions.add(new Prediction(
                    member,
                    Fate.MOVED,
                    by.name(),
                    "to " + applier.name() + "; where " + by.name() + " comes first, it is deleted and made anew",
                    List.of()));
        } else {
            predictions.add(new Prediction(member, Fate.PRUNED, by.name(), consequence(member), List.of()));
            if (AppliedTree.isKustomization(object) && dying.add(member)) { // one can have applied itself
                dies(member, object);
            }
        }
    }

    private @Nullable Mapping read(Identity member) throws NoAnswer {
        Resource resource = source.served(member.group(), member.kind());
        if (resource == null) {
            return null;
        }
        try {
            return source.get(resource, member.namespace(), member.name());
        } catch (Refused e) {
            lacking.add(e.right());
            return null;
        }
    }

    private static boolean isOwned(Mapping object, Identity by) {
        return BuiltObject.isMarked(object, "name", by.name())
                && BuiltObject.isMarked(object, "namespace", by.namespace());
    }

    private static String marked(Mapping object) {
        for (String mark : new String[] {"prune", "reconcile"}) {
            if (BuiltObject.isMarked(object, mark, "disabled")) {
                return "it says " + LiveKustomizations.GROUP + "/" + mark + ": disabled";
            }
        }
        return "";
    }

    private static String consequence(Identity member) {
        return switch (member.kind()) {
            case "Namespace" -> "and everything in it";
            case "CustomResourceDefinition" -> "and all objects of its kind";
            case "HelmRelease" -> "and what its chart installed";
            default -> "";
        };
    }

    /** A Kustomization that goes takes along what it applied, unless it is told otherwise. */
    private void dies(Identity kustomization, Mapping object) throws NoAnswer {
        String policy = LiveKustomizations.spec(object, "deletionPolicy");
        boolean mirrors = policy.isEmpty() || policy.equals("MirrorPrune");
        String kept = LiveKustomizations.spec(object, "suspend").equals("true")
                ? "its Kustomization goes while it is suspended"
                : mirrors && !LiveKustomizations.spec(object, "prune").equals("true")
                        ? "its Kustomization goes and does not prune"
                        : policy.equals("Orphan") ? "its Kustomization goes with deletionPolicy: Orphan" : "";
        for (Identity member : LiveKustomizations.inventory(object)) {
            gone(member, kustomization, kept);
        }
    }
}
