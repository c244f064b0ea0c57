package espalier.schema;

import espalier.KubernetesObject;
import org.jspecify.annotations.Nullable;

/** What is known of one kind in one cluster; its text is read when the first object of the kind needs it. */
final class KindIndex {
    /** Where an index comes from. */
    enum Source {
        /** From a definition that is itself an object of the cluster. */
        DEFINITION,
        /** From {@code schemas/} of the repository. */
        REPOSITORY,
        /** It came with the program, or is nowhere. */
        PROGRAM
    }

    final Source source;

    /** Where the text stands, or would stand, below a folder of schemas; empty for a name that no file can have. */
    final String path;

    /** Of what it says; 0 for what cannot change while the program does not. */
    final long fingerprint;

    private final String apiVersion;
    private final String kind;

    /** What stands in the repository. */
    byte @Nullable [] bytes;

    /** The definition. */
    @Nullable
    KubernetesObject definition;

    @Nullable
    IndexText text;

    /** Whether it was looked for and not found; nothing is looked for before an object needs it. */
    boolean isAbsent;

    /** How many objects of the kind there are. */
    int objects;

    KindIndex(Source source, String path, long fingerprint, String apiVersion, String kind) {
        this.source = source;
        this.path = path;
        this.fingerprint = fingerprint;
        this.apiVersion = apiVersion;
        this.kind = kind;
    }

    boolean isOf(String asked, String askedKind) {
        return apiVersion.equals(asked) && kind.equals(askedKind);
    }

    String apiVersion() {
        return apiVersion;
    }

    /** For messages: where to look. */
    String place() {
        return definition != null ? definition.toString() : "schemas/" + path;
    }

    /** For people: {@code apps/v1 Deployment}. */
    @Override
    public String toString() {
        return apiVersion + " " + kind;
    }
}
