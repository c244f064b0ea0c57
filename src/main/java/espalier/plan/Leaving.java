package espalier.plan;

import espalier.Identity;
import espalier.moves.Moves;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges an object that is in no tree any more. */
final class Leaving {
    private final Side before;
    private final Side after;
    private final Departure departure;
    private final Loss loss;
    private final Finalizers finalizers;
    private final List<Placed> leaving = new ArrayList<>();
    private final Map<String, Placed> dyingNamespaces = new HashMap<>();
    /** By what is never gone in them. */
    private final Map<String, Placed> hangingNamespaces = new HashMap<>();

    Leaving(Side before, Side after, Departure departure, Loss loss, List<Change> changes) {
        this.before = before;
        this.after = after;
        this.departure = departure;
        this.loss = loss;
        this.finalizers = new Finalizers(before);
        for (Change change : changes) {
            Placed old = change.before();
            boolean isGone = change.after() == null;
            if (old != null
                    && (isGone || change.isRenamed())
                    && departure.of(old).goes()) {
                if (isGone) {
                    leaving.add(old);
                }
                if (old.is("Namespace")) {
                    dyingNamespaces.put(old.identity().name(), old);
                }
            }
        }
        for (Change change : changes) {
            Placed old = change.before();
            if (old != null
                    && change.after() == null
                    && dyingNamespaces.containsKey(old.namespace())
                    && finalizers.missed(old, leaving) != null) {
                hangingNamespaces.putIfAbsent(old.namespace(), old);
            }
        }
    }

    /** Whether Flux deletes it. */
    boolean goes(Placed object) {
        return departure.of(object).goes() || dyingNamespaces.containsKey(object.namespace());
    }

    /** The namespace that it goes with; null where that stays. */
    @Nullable
    Placed namespaceOf(Placed object) {
        return dyingNamespaces.get(object.namespace());
    }

    void judge(Judged judged, Placed object) {
        Departure.Fate fate = departure.of(object);
        boolean withNamespace = !fate.goes() && dyingNamespaces.containsKey(object.namespace());
        if (!fate.goes() && !withNamespace) {
            stays(judged, object, fate);
            return;
        }
        String why =
                withNamespace ? "its namespace goes, whatever keeps it otherwise (" + fate.why() + ")" : fate.why();
        Loss.Toll toll = loss.of(object);
        Placed hanging =
                object.is("Namespace") ? hangingNamespaces.get(object.identity().name()) : null;
        judged.becomes(hanging == null ? Deed.PRUNED : Deed.STUCK)
                .effect(Effect.Sort.WHY, why)
                .effect(
                        Effect.Sort.WHY,
                        hanging == null
                                ? ""
                                : "its deletion does not end, since that of " + hanging.identity() + " does not")
                .effect(Effect.Sort.DIES, toll.what());
        if (toll.isData()) {
            judged.danger(Danger.Sort.DATA_LOSS, "pruned, and with it goes " + toll.what())
                    .effect(Effect.Sort.WAY_OUT, Ways.keep(object.identity()));
        }
        if (!toll.left().isEmpty() && !dyingNamespaces.containsKey(object.namespace())) {
            judged.danger(
                    Danger.Sort.ORPHAN,
                    "pruned, but what it leaves in the cluster"
                            + (object.is("HelmRelease") ? "" : " with the data") + ", nobody looks after: "
                            + toll.left());
        }
        stillThere(judged, object);
        Placed operator = finalizers.missed(object, leaving);
        if (operator != null && !withNamespace) {
            judged.precaution(Precaution.of(Moves.Verb.REMOVE, object, "wait until " + object.identity() + " is gone"));
        }
        if (operator != null) {
            judged.becomes(Deed.STUCK)
                    .effect(
                            Effect.Sort.WHY,
                            "only its operator lets go of it, and " + operator.identity() + " goes in the same commit")
                    .effect(Effect.Sort.WAY_OUT, Ways.removeFirst(object.identity(), operator.identity()))
                    .danger(
                            Danger.Sort.STUCK,
                            "its deletion does not end: its operator " + operator.identity()
                                    + " goes in the same commit"
                                    + (dyingNamespaces.containsKey(object.namespace())
                                            ? ", and neither does that of its namespace"
                                            : ""));
        }
    }

    /** What git still has of a kind or in a namespace that goes cannot be applied, and fails its Kustomization. */
    private void stillThere(Judged judged, Placed object) {
        if (object.is("Namespace")) {
            fails(judged, after.in(object.identity().name()), "its namespace goes");
        }
        if (object.is("CustomResourceDefinition")) {
            String group = Paths.text(object.body(), "spec", "group");
            String kind = Paths.text(object.body(), "spec", "names", "kind");
            var left = new ArrayList<Placed>();
            for (Placed each : after.objects().values()) {
                if (each.is(kind) && each.identity().group().equals(group)) {
                    left.add(each);
                }
            }
            fails(judged, left, "nothing defines its kind any more");
        }
    }

    /** Once for each Kustomization: it fails at the first, however many there are. */
    private static void fails(Judged judged, Iterable<Placed> left, String why) {
        var byUnit = new LinkedHashMap<Unit, List<Placed>>();
        for (Placed each : left) {
            byUnit.computeIfAbsent(each.unit(), unit -> new ArrayList<>()).add(each);
        }
        byUnit.forEach((unit, all) -> judged.danger(
                Danger.Sort.STUCK,
                all.get(0).identity(),
                "is still in the tree"
                        + (all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more of " + unit.name() + ")")
                        + ", and " + why + ": " + unit.name() + " fails"));
    }

    private void stays(Judged judged, Placed object, Departure.Fate fate) {
        if (fate.chance() && object.keptBy().isEmpty()) {
            judged.orElse(Deed.PRUNED);
        }
        if (fate.suspended()) {
            judged.becomes(Deed.SUSPENDED).effect(Effect.Sort.WHY, fate.why() + ", so that nothing is pruned");
            return;
        }
        judged.becomes(Deed.STAYS).effect(Effect.Sort.WHY, fate.why());
        if (!object.isMeantToStay() && !fate.follows()) {
            int count = applied(object.identity());
            judged.danger(
                            Danger.Sort.ORPHAN,
                            "stays in the cluster"
                                    + (count == 0 ? "" : " with " + Words.count(count, "object") + " that it applied")
                                    + ", and nobody looks after it: " + fate.why())
                    .effect(
                            Effect.Sort.WAY_OUT,
                            "kubectl delete it by hand, or "
                                    + (object.keptBy().isEmpty() ? "let its Kustomization prune" : "take the mark away")
                                    + " in a commit before this one");
        }
    }

    /** How many objects the Kustomization {@code of} and those that it applies have applied. */
    private int applied(Identity of) {
        int count = 0;
        for (Placed each :
                before.unit(of) == null ? List.<Placed>of() : before.objects().values()) {
            for (Unit at = each.unit(); at != null; at = at.parent()) {
                count += at.identity().equals(of) ? 1 : 0;
            }
        }
        return count;
    }
}
