package espalier.catalog;

import espalier.Kind;
import org.jspecify.annotations.Nullable;

/** A kind, ready to be asked about many objects. */
public final class KnownKind {
    private final Kind kind;
    private final boolean known;
    private @Nullable FieldTree fields;

    KnownKind(Kind kind, boolean known) {
        this.kind = kind;
        this.known = known;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether anything is known of it; otherwise the kind says only what nothing speaks against. */
    public boolean isKnown() {
        return known;
    }

    /** Its reference fields. */
    public FieldTree fields() {
        if (fields == null) {
            fields = FieldTree.of(kind);
        }
        return fields;
    }
}
