package espalier.cli;

import espalier.Identity;
import espalier.Node;
import espalier.hidden.Hidden;
import espalier.order.Order;
import espalier.sealed.SealedDocument;
import espalier.sealed.SealedSecret;
import espalier.sealed.SealingScope;
import espalier.sealed.Wanted;
import espalier.sealed.Wanted.Part;
import espalier.secrets.KeyName;
import espalier.secrets.SealingKey;
import espalier.secrets.SecretException;
import espalier.tree.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sealed files of one cluster, below {@code src/main/resources/}: those that its constructs read, and new ones. */
final class SealedFiles {
    private static final String FOLDER = "src/main/resources";

    private final Path resources;
    private final String cluster;
    private final Map<Identity, SealedSecret> read = new LinkedHashMap<>();

    private SealedFiles(Path root, String cluster) {
        this.resources = root.resolve(FOLDER);
        this.cluster = cluster;
    }

    /** Those of {@code cluster}. {@code order} is null where the cluster cannot be made. */
    static SealedFiles of(Path root, String cluster, @Nullable Order order) {
        var files = new SealedFiles(root, cluster);
        for (Node node :
                order == null ? List.<Node>of() : order.cluster().node().subtree()) {
            if (node.construct() instanceof SealedSecret secret) {
                files.read.putIfAbsent(secret.secret(), secret);
            }
        }
        return files;
    }

    /** What apps declare, and have from such files. */
    List<Wanted> declared() {
        var declared = new ArrayList<Wanted>();
        for (SealedSecret secret : read.values()) {
            if (secret.wanted() != null) {
                declared.add(secret.wanted());
            }
        }
        return declared;
    }

    /** What is declared of {@code secret}, or null. */
    @Nullable
    Wanted declared(Identity secret) {
        SealedSecret known = read.get(secret);
        return known == null ? null : known.wanted();
    }

    /** What is declared of the key {@code name}, or null. */
    @Nullable
    Part part(KeyName name) {
        Wanted wanted = declared(name.secret());
        for (Part part : wanted == null ? List.<Part>of() : wanted.parts()) {
            if (part.key().equals(name.key())) {
                return part;
            }
        }
        return null;
    }

    /** The Secrets called {@code name}, in {@code namespace} where that is not null. */
    List<Identity> called(String name, @Nullable String namespace) {
        var called = new ArrayList<Identity>();
        for (Identity secret : read.keySet()) {
            if (secret.name().equals(name)
                    && (namespace == null || secret.namespace().equals(namespace))) {
                called.add(secret);
            }
        }
        return called;
    }

    /** The names of all that the cluster reads. */
    List<String> names() {
        var names = new ArrayList<String>();
        read.keySet().forEach(secret -> names.add(secret.name()));
        return names;
    }

    /** Where the file for {@code secret} is, or will be. */
    Path file(Identity secret) {
        SealedSecret known = read.get(secret);
        return resources.resolve(known == null ? SealedSecret.path(cluster, secret) : known.path());
    }

    /** The keys that are sealed, of those that are declared. */
    Map<Identity, Set<String>> sealed() throws IOException, SecretException {
        var sealed = new HashMap<Identity, Set<String>>();
        for (Wanted wanted : declared()) {
            SealedDocument document = document(wanted.identity());
            sealed.put(wanted.identity(), document == null ? Set.of() : Set.copyOf(document.sealed()));
        }
        return sealed;
    }

    /** What stands in the file for {@code secret}; null where there is none. */
    private @Nullable SealedDocument document(Identity secret) throws IOException, SecretException {
        Path file = file(secret);
        if (!Files.exists(file)) {
            return null;
        }
        SealedDocument document = SealedDocument.of(Files.readString(file));
        if (!document.obstacle().isEmpty()) {
            throw new SecretException(shown(file) + " cannot be added to: " + document.obstacle());
        }
        boolean wide = document.scope() == SealingScope.CLUSTER_WIDE;
        if (!document.name().equals(secret.name())
                || !wide && !document.namespace().equals(secret.namespace())) {
            throw new SecretException(shown(file) + " is sealed for " + document.namespace() + "/" + document.name()
                    + ", and not for " + secret.namespace() + "/" + secret.name());
        }
        return document;
    }

    /**
     * The file for {@code secret} with {@code values} sealed into it; what else is in it stays as it is.
     *
     * @param asked the scope that somebody asked for, null for the one of the file, or else strict
     */
    SealedDocument with(Identity secret, Map<String, Hidden> values, @Nullable SealingScope asked, SealingKey key)
            throws IOException, SecretException {
        SealedDocument before = document(secret);
        if (before != null && asked != null && before.scope() != asked) {
            throw new SecretException(
                    shown(file(secret)) + " is " + before.scope().word()
                            + ", and all keys of a Secret are sealed in the same scope: leave --scope out, or delete the file and seal"
                            + " all of its keys anew: " + String.join(", ", before.sealed()));
        }
        SealingScope scope = before != null ? before.scope() : asked != null ? asked : SealingScope.STRICT;
        var sealed = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Hidden> value : values.entrySet()) {
            sealed.put(value.getKey(), key.sealed(value.getValue(), scope.label(secret.namespace(), secret.name())));
        }
        Mapping template = before == null
                ? SealedDocument.template(secret.namespace(), secret.name(), scope, "Opaque")
                : before.template();
        Wanted wanted = declared(secret);
        if (wanted != null) {
            wanted.in(template);
        }
        SealedDocument after = before == null
                ? SealedDocument.of(secret.namespace(), secret.name(), scope, sealed, template)
                : before.with(sealed, template);
        if (after == null) {
            throw new SecretException(
                    shown(file(secret)) + " is not written line by line, as kubeseal and this write it, so"
                            + " that nothing can be put in without touching the rest: put each key on a line of its own");
        }
        return after;
    }

    /** Writes {@code document} as the file for {@code secret}, all at once; gives whether it was another before. */
    boolean write(Identity secret, SealedDocument document) throws IOException {
        Path file = file(secret);
        if (Files.exists(file) && Files.readString(file).equals(document.text())) {
            return false;
        }
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            Files.writeString(draft, document.text());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return true;
    }

    /** {@code file} as people name it, from the repository on. */
    String shown(Path file) {
        return FOLDER + "/" + resources.relativize(file).toString().replace('\\', '/');
    }
}
