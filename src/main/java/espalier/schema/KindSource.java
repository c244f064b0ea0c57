package espalier.schema;

import org.jspecify.annotations.Nullable;

/**
 * Where the schema of a kind comes from.
 *
 * @param kind as {@code apps/v1 Deployment}
 * @param objects how many a cluster has of it
 * @param place in words; null where it has none
 * @param path of the index below a folder of schemas, empty where it stands in none
 */
public record KindSource(String kind, int objects, @Nullable String place, String path) {

    static KindSource of(KindIndex index) {
        String place = switch (index.source) {
            case DEFINITION -> "defined in the cluster itself";
            case REPOSITORY -> "schemas/" + index.path;
            case PROGRAM -> "comes with Espalier";
        };
        return new KindSource(index.toString(), index.objects, index.isAbsent ? null : place, index.path);
    }

    /** The part of {@link #kind} before the space. */
    public String apiVersion() {
        return kind.substring(0, kind.indexOf(' '));
    }
}
