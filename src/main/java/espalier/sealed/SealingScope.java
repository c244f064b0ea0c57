package espalier.sealed;

import espalier.tree.Mapping;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where the controller opens what is sealed: it is part of what is encrypted, and nobody can change it afterwards. */
public enum SealingScope {
    /** As the Secret of one name in one namespace. */
    STRICT("strict", ""),
    /** In one namespace, under any name. */
    NAMESPACE_WIDE("namespace-wide", "sealedsecrets.bitnami.com/namespace-wide"),
    /** In any namespace, under any name. */
    CLUSTER_WIDE("cluster-wide", "sealedsecrets.bitnami.com/cluster-wide");

    private final String word;
    private final String annotation;

    SealingScope(String word, String annotation) {
        this.word = word;
        this.annotation = annotation;
    }

    /** What kubeseal calls it. */
    public String word() {
        return word;
    }

    /** The one that {@code word} says, or null. */
    public static @Nullable SealingScope of(String word) {
        for (SealingScope scope : values()) {
            if (scope.word.equals(word)) {
                return scope;
            }
        }
        return null;
    }

    /** The one that annotations say, as the controller reads them: the widest, and only where they say {@code true}. */
    static SealingScope in(@Nullable Mapping metadata) {
        Mapping annotations = metadata == null ? null : metadata.mapping("annotations");
        for (SealingScope scope : new SealingScope[] {CLUSTER_WIDE, NAMESPACE_WIDE}) {
            if (annotations != null && "true".equals(annotations.text(scope.annotation))) {
                return scope;
            }
        }
        return STRICT;
    }

    /** Says it in {@code metadata}. */
    void writeTo(Mapping metadata) {
        if (this != STRICT) {
            metadata.child("annotations").put(annotation, "true");
        }
    }

    /** The label that a value is encrypted with, and with which alone it can be decrypted. */
    public byte[] label(String namespace, String name) {
        String label = switch (this) {
            case STRICT -> namespace + "/" + name;
            case NAMESPACE_WIDE -> namespace;
            case CLUSTER_WIDE -> "";
        };
        return label.getBytes(StandardCharsets.UTF_8);
    }
}
