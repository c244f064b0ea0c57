package espalier.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of traffic when a policy for it goes, or says less. The last one that selects a pod opens it; beside one that stays and
 * denies what nobody allows, what it allowed is cut.
 */
final class Isolation {
    private final Side before;
    private final Side after;
    private @Nullable List<Isolating> staying;

    Isolation(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** @param goes whether Flux deletes the object */
    void judge(Change change, boolean goes, Dangers dangers) {
        Placed old = change.before();
        Placed now = change.after();
        if (old == null || now == null && !goes || !Isolating.is(old) || isGoneWithItsPods(old)) {
            return;
        }
        List<Isolating> said = now == null ? List.of() : Isolating.of(now);
        for (Isolating each : Isolating.of(old)) {
            for (String direction : new String[] {Isolating.INGRESS, Isolating.EGRESS}) {
                String what = outcome(each, said, direction);
                if (!what.isEmpty()) {
                    dangers.add(
                            Danger.Sort.POLICY,
                            change.identity(),
                            (now == null ? "removed: " : "says less about " + direction + ": ") + what);
                }
            }
        }
    }

    private boolean isGoneWithItsPods(Placed policy) {
        Placed namespace = before.get("", "Namespace", "", policy.namespace());
        return namespace != null
                && namespace.keptBy().isEmpty()
                && after.get(namespace.identity()) == null
                && after.in(policy.namespace()).isEmpty();
    }

    private String outcome(Isolating old, List<Isolating> now, String direction) {
        boolean allows = false;
        boolean denies = false;
        for (Isolating each : now) {
            allows |= each.allows(direction);
            denies |= each.denies(direction);
        }
        if (old.denies(direction) && !denies) {
            return "the " + direction
                    + " that it denied may pass, where another policy allows it or none selects its pods";
        }
        if (!old.isolates(direction)) {
            return "";
        }
        Isolating some = null;
        for (Isolating each : staying()) {
            if (each.isolates(direction) && each.covers(old)) {
                return old.allows(direction) && !allows
                        ? "the " + direction + " that it allowed is denied, unless another policy allows it: "
                                + each.object().identity() + " still selects its pods"
                        : "";
            }
            some = each.isolates(direction) && each.isNear(old) ? each : some;
        }
        return some == null
                ? "all " + direction + " of its pods may pass, since no other policy selects them"
                : "all " + direction + " may pass of those of its pods that no other policy selects, as "
                        + some.object().identity() + " may";
    }

    private List<Isolating> staying() {
        if (staying == null) {
            var found = new ArrayList<Isolating>();
            after.objects().values().forEach(each -> found.addAll(Isolating.of(each)));
            staying = found;
        }
        return staying;
    }
}
