package espalier.plan.telling;

import espalier.plan.Step;
import org.jspecify.annotations.Nullable;

/** Which line of Java makes an object. */
public interface JavaLine {
    /** In words; null where nobody knows. */
    @Nullable
    String of(Step step);
}
