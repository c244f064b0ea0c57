package espalier.schema;

import org.jspecify.annotations.Nullable;

/** What came of holding a cluster's objects against their schemas, besides findings. */
public final class SchemaResult {
    /** Of a cluster that has no objects. */
    public static final SchemaResult NONE = new SchemaResult(SchemaGaps.NOTHING, null);

    private final SchemaGaps gaps;
    private final @Nullable AcceptedObjects accepted;

    SchemaResult(SchemaGaps gaps, @Nullable AcceptedObjects accepted) {
        this.gaps = gaps;
        this.accepted = accepted;
    }

    /** What could not be looked at. */
    public SchemaGaps gaps() {
        return gaps;
    }

    /** Notes below {@code .espalier/} which objects are right, so that the next synth need not look at them. */
    public void remember() {
        if (accepted != null) {
            accepted.save();
        }
    }
}
