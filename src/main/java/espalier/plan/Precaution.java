package espalier.plan;

import espalier.Identity;
import espalier.moves.Moves;

/**
 * What a commit before this one does, so that this one does no harm. Flux must have applied that commit by then.
 *
 * @param verb what it does
 * @param object to which object; a generated ConfigMap without the hash behind its name
 * @param from the name of the Kustomization that applies it until then
 * @param byHand what is left to people: before the next commit where it is to be removed, after it otherwise; empty for nothing
 */
public record Precaution(Moves.Verb verb, Identity object, String from, String byHand) {
    static Precaution of(Moves.Verb verb, Placed object, String byHand) {
        return new Precaution(verb, object.plain(), object.unit().name(), byHand);
    }
}
