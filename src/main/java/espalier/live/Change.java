package espalier.live;

import org.jspecify.annotations.Nullable;

/**
 * What the API server tells of an object that is followed, or that it tells nothing more.
 *
 * @param object as it is now, or was at last
 * @param isGone whether it was deleted
 */
record Change(
        @Nullable FluxObject object,
        boolean isGone,
        @Nullable LiveException refusal) {
    static Change of(FluxObject object) {
        return new Change(object, false, null);
    }

    static Change gone(FluxObject object) {
        return new Change(object, true, null);
    }

    static Change refused(LiveException refusal) {
        return new Change(null, false, refusal);
    }

    /** The object, where the API server lets this user go on seeing it. */
    FluxObject seen() throws LiveException {
        if (refusal != null) {
            throw refusal;
        }
        return java.util.Objects.requireNonNull(object);
    }
}
