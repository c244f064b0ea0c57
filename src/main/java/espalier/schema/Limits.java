package espalier.schema;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How long, how many, how large; null or -1 where nothing is said. */
final class Limits {
    int shortest = -1;
    int longest = -1;
    int fewestItems = -1;
    int mostItems = -1;
    int fewestFields = -1;
    int mostFields = -1;

    @Nullable
    BigDecimal least;

    @Nullable
    BigDecimal most;

    /** Whether {@link #least} itself is too small. */
    boolean isAboveLeast;

    /** Whether {@link #most} itself is too large. */
    boolean isBelowMost;

    @Nullable
    BigDecimal multipleOf;
}
