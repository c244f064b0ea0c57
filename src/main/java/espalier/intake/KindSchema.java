package espalier.intake;

import espalier.tree.Mapping;
import java.util.Locale;

/**
 * What was learned of one version of a kind.
 *
 * @param group the API group, empty for the core one
 * @param kind as it calls itself, or in lower case where that was not said
 * @param index the text that is kept
 */
public record KindSchema(String group, String version, String kind, String index) {
    private static final String META_GROUP = "meta";

    /** The first line of an index begins with it; counted up with every change of the format. */
    public static final String HEAD = "espalier-schema 1 ";

    static KindSchema of(
            String group,
            String version,
            String kind,
            Mapping schema,
            boolean isBuiltIn,
            Dialect dialect,
            References references) {
        String title = HEAD + (group.isEmpty() ? "" : group + "/") + version + " " + kind;
        return new KindSchema(
                group, version, kind, KindDrafts.index(title, schema, isBuiltIn ? kind : null, dialect, references));
    }

    /** What all kinds have in common, kept like a kind. */
    static KindSchema ofMetadata(Mapping schema, References references) {
        String title = HEAD + META_GROUP + "/v1 " + References.OBJECT_META;
        return new KindSchema(
                META_GROUP, "v1", References.OBJECT_META, KindDrafts.metadataIndex(title, schema, references));
    }

    /** Where the index stands below a folder of schemas; the same for {@code Deployment} and {@code deployment}. */
    public String path() {
        return path(group, version, kind);
    }

    /** Where the index of a kind stands below a folder of schemas. */
    public static String path(String group, String version, String kind) {
        return (group.isEmpty() ? "core" : group) + "/" + kind.toLowerCase(Locale.ROOT) + "_" + version + ".schema";
    }

    /** Whether it is what all kinds have in common. */
    public boolean isOfAllKinds() {
        return group.equals(META_GROUP);
    }

    /** For people: {@code apps/v1 Deployment}. */
    @Override
    public String toString() {
        return (group.isEmpty() ? "" : group + "/") + version + " " + kind;
    }
}
