package espalier.preview;

import espalier.Identity;
import espalier.difference.FieldChange;
import java.util.List;

/**
 * What Flux would do with one object.
 *
 * @param object which one
 * @param fate what would become of it
 * @param by the name of the Kustomization that does it
 * @param why in words; empty where the fate says it all
 * @param fields what would differ, for one that would change
 */
public record Prediction(Identity object, Fate fate, String by, String why, List<FieldChange> fields) {}
