package espalier.schema;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.intake.Definition;
import espalier.intake.Intake.NoSchemaException;
import espalier.intake.KindSchema;
import espalier.schema.KindIndex.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is known of a kind: its definition among the cluster's own objects comes before {@code schemas/} of the
 * repository, and that before what comes with the program. Of one cluster, and used by one thread.
 */
final class KindIndexes {
    private static final String METADATA = KindSchema.path("meta", "v1", "ObjectMeta");

    private final ObjectGraph graph;
    private final @Nullable Path folder;
    private final List<KindIndex> all = new ArrayList<>();
    private @Nullable IndexText metadata;

    /** @param folder the repository's {@code schemas}, whether it is there or not */
    KindIndexes(ObjectGraph graph, Path folder) {
        this.graph = graph;
        this.folder = Files.isDirectory(folder) ? folder : null;
    }

    /** What is known of the kind of {@code object}; there are few kinds, and neighbours are often of the same. */
    KindIndex of(KubernetesObject object) {
        String apiVersion = object.apiVersion();
        String kind = object.kind();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isOf(apiVersion, kind)) {
                return all.get(i);
            }
        }
        KindIndex found = find(apiVersion, kind);
        all.add(found);
        return found;
    }

    /** Every kind that was asked for. */
    List<KindIndex> all() {
        return all;
    }

    /** Whether there is a schema of {@code kind} in {@code apiVersion}; for who has a message to write. */
    boolean has(String apiVersion, String kind) {
        try {
            return text(find(apiVersion, kind)) != null;
        } catch (IllegalArgumentException e) {
            return false; // of which the objects of that version tell
        }
    }

    private KindIndex find(String apiVersion, String kind) {
        String group = Identity.groupOf(apiVersion);
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        Provision provision = graph.definition(group, kind);
        KubernetesObject definition = provision == null ? null : graph.object(provision.identity());
        if (definition != null) {
            long fingerprint = ObjectHash.of(definition.body(), 1);
            var index = new KindIndex(Source.DEFINITION, "", fingerprint, apiVersion, kind);
            index.definition = definition;
            return index;
        }
        boolean isPlain = isPlain(group) && isPlain(version) && isPlain(kind);
        String path = isPlain ? KindSchema.path(group, version, kind) : "";
        byte[] own = isPlain ? own(path) : null;
        if (own != null) {
            var index = new KindIndex(Source.REPOSITORY, path, fingerprint(own), apiVersion, kind);
            index.bytes = own;
            return index;
        }
        return new KindIndex(Source.PROGRAM, path, 0, apiVersion, kind);
    }

    /** Names become the names of files. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isAlphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!isAlphanumeric && c != '-' && (c != '.' || i == 0)) {
                return false;
            }
        }
        return true;
    }

    private byte @Nullable [] own(String path) {
        if (folder == null) {
            return null;
        }
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            return new byte[0]; // which is no index, and said to be none
        }
    }

    private static long fingerprint(byte[] bytes) {
        var one = new CRC32();
        one.update(bytes);
        var other = new CRC32C();
        other.update(bytes, 0, bytes.length);
        return one.getValue() << 32 | other.getValue();
    }

    /**
     * What the index says, or null where there is none.
     *
     * @throws IllegalArgumentException where it cannot be read
     */
    @Nullable
    IndexText text(KindIndex index) {
        if (index.text == null && !index.isAbsent) {
            index.text = switch (index.source) {
                case DEFINITION -> defined(index);
                case REPOSITORY -> index.bytes == null ? null : text(index.bytes);
                case PROGRAM -> index.path.isEmpty() ? null : shipped(index.path);
            };
            index.isAbsent = index.text == null;
        }
        return index.text;
    }

    private @Nullable IndexText defined(KindIndex index) {
        String version = index.apiVersion().substring(index.apiVersion().indexOf('/') + 1);
        try {
            for (KindSchema kind :
                    index.definition == null ? List.<KindSchema>of() : Definition.kinds(index.definition.body())) {
                if (kind.version().equals(version)) {
                    return new IndexText(kind.index(), this::metadata);
                }
            }
            return null;
        } catch (NoSchemaException e) {
            return null; // the definition itself is held against the schema of definitions
        }
    }

    private IndexText text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // As git may check it out on Windows.
        return new IndexText(text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n"), this::metadata);
    }

    private @Nullable IndexText shipped(String path) {
        try {
            String text = SchemaFolder.shipped(path);
            return text == null ? null : new IndexText(text, this::metadata);
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
        }
    }

    /** What stands under {@code metadata} in every object. */
    Shape metadataShape() {
        return metadata().definition("ObjectMeta");
    }

    /** Changes with what is known of all metadata. */
    long metadataFingerprint() {
        byte[] own = own(METADATA);
        return own == null ? 0 : fingerprint(own);
    }

    private IndexText metadata() {
        IndexText known = metadata;
        if (known == null) {
            byte[] own = own(METADATA);
            known = own == null ? shipped(METADATA) : text(own);
            if (known == null) {
                throw new IllegalStateException("the program was packed without " + METADATA);
            }
            metadata = known;
        }
        return known;
    }
}
