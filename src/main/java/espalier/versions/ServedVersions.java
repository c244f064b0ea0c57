package espalier.versions;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when, and until when, an API version is served. What stands in no table is not known, or was always served as far as
 * anybody still runs it.
 */
public final class ServedVersions {
    private static final String ALL_KINDS = "";

    private final Map<String, Map<String, Span>> spans = new HashMap<>();

    /**
     * A run of versions.
     *
     * @param since the first that serves it, null for one so old that it does not matter
     * @param until the first that no longer does, null while it is served
     * @param instead the API version to write where this one is gone, or not there yet; null where there is none
     */
    public record Span(
            @Nullable Version since,
            @Nullable Version until,
            @Nullable String instead) {}

    ServedVersions() {}

    /** Notes when these {@code kinds} of {@code apiVersion} are served; all of them, where none is named. */
    ServedVersions put(Span span, String apiVersion, String... kinds) {
        Map<String, Span> byKind = spans.computeIfAbsent(apiVersion, version -> new HashMap<>());
        for (String kind : kinds.length == 0 ? new String[] {ALL_KINDS} : kinds) {
            byKind.put(kind, span);
        }
        return this;
    }

    /** Why {@code version} does not serve {@code kind} of {@code apiVersion}; null where it does, or where that is not known. */
    public @Nullable Span refusal(String apiVersion, String kind, Version version) {
        Map<String, Span> byKind = spans.get(apiVersion);
        if (byKind == null) {
            return null;
        }
        Span own = byKind.get(kind);
        Span span = own == null ? byKind.get(ALL_KINDS) : own;
        if (span == null) {
            return null;
        }
        boolean early = span.since != null && version.isBefore(span.since);
        boolean late = span.until != null && !version.isBefore(span.until);
        return early || late ? span : null;
    }
}
