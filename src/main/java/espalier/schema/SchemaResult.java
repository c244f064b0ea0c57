package espalier.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of holding a cluster's objects against their schemas, besides findings. */
public final class SchemaResult {
    /** Of a cluster that has no objects. */
    public static final SchemaResult NONE = new SchemaResult(SchemaGaps.NOTHING, List.of(), null);

    private final SchemaGaps gaps;
    private final List<KindIndex> indexes;
    private final @Nullable AcceptedObjects accepted;

    SchemaResult(SchemaGaps gaps, List<KindIndex> indexes, @Nullable AcceptedObjects accepted) {
        this.gaps = gaps;
        this.indexes = indexes;
        this.accepted = accepted;
    }

    /** What could not be looked at. */
    public SchemaGaps gaps() {
        return gaps;
    }

    /** Where the schema of each kind that the cluster has comes from. */
    public List<KindSource> sources() {
        var sources = new ArrayList<KindSource>();
        for (KindIndex index : indexes) {
            sources.add(KindSource.of(index));
        }
        return sources;
    }

    /** Notes below {@code .espalier/} which objects are right, so that the next synth need not look at them. */
    public void remember() {
        if (accepted != null) {
            accepted.save();
        }
    }
}
