package espalier.plan;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.difference.ObjectText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one object.
 *
 * @param object which one
 * @param deed what becomes of it
 * @param by the name of the Kustomization that does it
 * @param wave in which Flux comes to it, from 1
 * @param from what it was called before, where that is something else
 * @param fields in which it differs
 * @param effects what follows
 * @param file where it stands, or stood
 * @param text all of it before and after, but for what nobody may see
 * @param orElse what becomes of it instead, where chance decides so; null where nothing is left to chance
 * @param heldBy what the API server refuses, or the Kustomization of which nothing is applied, so that this is not done either; null for
 *     nothing
 */
public record Step(
        Identity object,
        Deed deed,
        String by,
        int wave,
        @Nullable Identity from,
        List<FieldChange> fields,
        List<Effect> effects,
        String file,
        ObjectText text,
        @Nullable Deed orElse,
        @Nullable Identity heldBy) {

    /** The texts of its effects of one sort. */
    public List<String> effects(Effect.Sort sort) {
        return effects.stream()
                .filter(each -> each.sort() == sort)
                .map(Effect::text)
                .toList();
    }

    /** The object as the files have it: one that kustomize generates, without the hash behind its name. */
    public Identity plain() {
        return Placed.plain(object, file);
    }

    /** Until when it is not done, in words; empty where nothing holds it. */
    public String held() {
        if (heldBy == null) {
            return "";
        }
        // The API server takes a Kustomization however it is changed, so that one holds only by what it applies.
        boolean fails = heldBy.group().equals(Unit.GROUP);
        return fails ? "not before " + heldBy + " is applied" : "not before the API server takes " + heldBy;
    }

    Step heldBy(Identity failed) {
        return new Step(object, deed, by, wave, from, fields, effects, file, text, orElse, failed);
    }
}
