package espalier.doctor;

import java.util.List;

/**
 * Why one object is not well, as far as itself can be told.
 *
 * @param causes what is wrong with it, or with what stands under it alone
 * @param waitsFor the objects whose own ailments explain it
 */
record Ailment(List<Cause> causes, List<Id> waitsFor) {
    static final Ailment NONE = new Ailment(List.of(), List.of());

    static Ailment of(Cause cause) {
        return new Ailment(List.of(cause), List.of());
    }

    static Ailment waitsFor(List<Id> others) {
        return new Ailment(List.of(), others);
    }

    boolean isNone() {
        return causes.isEmpty() && waitsFor.isEmpty();
    }
}
