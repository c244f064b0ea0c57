package espalier.plan;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.difference.ObjectDifference;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that several Kustomizations apply. Each of them makes the object its own whenever it looks, by its labels and by what it says
 * otherwise; who lets go of it deletes it where the last one to look was that one itself.
 */
final class Contested {
    private final Side before;
    private final Side after;

    Contested(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** Of {@code identity}, which is in both trees, what is compared: who lets go of what another applies on; else as one of them has it, which changes it if any does. */
    Placed[] compared(Identity identity, Placed old, Placed now) {
        if (!before.contested().contains(identity) && !after.contested().contains(identity)) {
            return new Placed[] {old, now};
        }
        Placed kept = now;
        Placed was = before.of(identity, now.unit());
        was = was == null ? old : was;
        for (Placed each : after.all(identity)) {
            Placed same = before.of(identity, each.unit());
            boolean isFirst = same != null && before.of(identity, kept.unit()) == null;
            if (same != null && (isFirst || !same.body().equals(each.body()))) {
                kept = each;
                was = same;
            }
        }
        for (Placed each : before.all(identity)) {
            if (after.of(identity, each.unit()) == null) {
                was = each;
            }
        }
        return new Placed[] {was, kept};
    }

    /** Who applied it with {@code now} before, and lets go of it now. */
    boolean letsGo(Placed old, Placed now) {
        return before.of(now.identity(), now.unit()) != null && after.of(old.identity(), old.unit()) == null;
    }

    /** What was no such object before, or is one of somebody more. */
    void judge(Dangers dangers) {
        for (Identity identity : after.contested()) {
            List<Placed> all = after.all(identity);
            boolean isNews = false;
            boolean isKept = true;
            var names = new ArrayList<String>();
            for (Placed each : all) {
                isNews |= before.of(identity, each.unit()) == null;
                isKept &= !each.keptBy().isEmpty();
                names.add(each.unit().name());
            }
            String fields = differing(identity, all);
            if (isNews && !(isKept && fields.isEmpty())) {
                dangers.add(
                        Danger.Sort.CONTESTED,
                        identity,
                        String.join(" and ", names) + " apply it"
                                + (fields.isEmpty()
                                        ? " alike: the first to let go of it may delete it"
                                        : ", and each undoes what the other one does: " + fields));
            }
        }
    }

    private static String differing(Identity identity, List<Placed> all) {
        var fields = new ArrayList<String>();
        for (FieldChange field : ObjectDifference.fields(
                identity, all.get(0).body(), all.get(all.size() - 1).body())) {
            fields.add(field.where());
        }
        return fields.isEmpty() ? "" : Words.some(fields, 3);
    }
}
