package espalier.plan;

import espalier.Identity;
import espalier.difference.ObjectText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found out about one change, on its way to a {@link Step}. */
final class Judged {
    private final Change change;
    private final Dangers dangers;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Precaution> precautions = new ArrayList<>(0);
    private Deed deed;
    private @Nullable Deed orElse;

    Judged(Change change, Deed deed, Dangers dangers) {
        this.change = change;
        this.deed = deed;
        this.dangers = dangers;
    }

    Change change() {
        return change;
    }

    Deed deed() {
        return deed;
    }

    List<Effect> effects() {
        return effects;
    }

    Judged becomes(Deed other) {
        deed = other;
        return this;
    }

    /** What becomes of it instead, where chance decides so. */
    Judged orElse(Deed other) {
        orElse = other;
        return this;
    }

    Judged effect(Effect.Sort sort, String text) {
        if (!text.isEmpty()) {
            effects.add(new Effect(sort, text));
        }
        return this;
    }

    Judged danger(Danger.Sort sort, String text) {
        return danger(sort, change.identity(), text);
    }

    Judged danger(Danger.Sort sort, Identity object, String text) {
        dangers.add(sort, object, text);
        return this;
    }

    Judged precaution(Precaution precaution) {
        precautions.add(precaution);
        return this;
    }

    /** What a commit before this one could do about it. */
    List<Precaution> precautions() {
        return precautions;
    }

    boolean has(Effect.Sort sort) {
        return effects.stream().anyMatch(each -> each.sort() == sort);
    }

    Step step(Waves waves, int wave) {
        Placed after = change.after();
        Placed there = change.either();
        Placed before = change.before();
        return new Step(
                there.identity(),
                deed,
                there.unit().name(),
                after == null ? wave : waves.of(after.unit()),
                change.isRenamed() && before != null ? before.identity() : null,
                change.fields(),
                List.copyOf(effects),
                there.file(),
                new ObjectText(
                        there.identity(), before == null ? null : before.body(), after == null ? null : after.body()),
                orElse,
                null);
    }
}
