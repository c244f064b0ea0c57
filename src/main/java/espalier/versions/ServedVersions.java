package espalier.versions;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Since when, and until when, an API version is served. What stands in no table is not known, or was always served as far as
 * anybody still runs it.
 */
public final class ServedVersions {
    private final Map<String, Map<String, Span>> spans = new LinkedHashMap<>();

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

    /** Notes when these {@code kinds} of {@code apiVersion} are served. */
    ServedVersions put(Span span, String apiVersion, String... kinds) {
        for (String kind : kinds) {
            spans.computeIfAbsent(kind, name -> new HashMap<>(4)).put(apiVersion, span);
        }
        return this;
    }

    /** The kinds of which something is known. */
    public Set<String> kinds() {
        return spans.keySet();
    }

    /** Why {@code version} does not serve {@code kind} of {@code apiVersion}; null where it does, or where that is not known. */
    public @Nullable Span refusal(String apiVersion, String kind, Version version) {
        Map<String, Span> byVersion = spans.get(kind);
        Span span = byVersion == null ? null : byVersion.get(apiVersion);
        if (span == null) {
            return null;
        }
        boolean early = span.since != null && version.isBefore(span.since);
        boolean late = span.until != null && !version.isBefore(span.until);
        return early || late ? span : null;
    }
}
