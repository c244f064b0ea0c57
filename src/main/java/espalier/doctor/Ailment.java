package espalier.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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

    /** The same, with {@code words} done to what the cluster said. */
    Ailment saying(UnaryOperator<String> words) {
        var changed = new ArrayList<Cause>();
        causes.forEach(cause -> changed.add(cause.saying(words)));
        return new Ailment(changed, waitsFor);
    }

    boolean isNone() {
        return causes.isEmpty() && waitsFor.isEmpty();
    }
}
