package espalier.sealed;

import espalier.Component;
import espalier.Identity;
import espalier.Names;
import espalier.Origin;
import espalier.Provision;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretDeclaration;
import espalier.SecretKey;
import espalier.Text;
import espalier.rules.References;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Secret that {@code espalier seal} or kubeseal encrypted for one cluster, whose controller makes the Secret of it.
 *
 * <p>Git holds the file as it was sealed, byte by byte; only its keys are read here. Its name is that in the file, and so is its
 * namespace, which must be that of the scope, unless it was sealed for the whole cluster: then it is made where the scope is.
 */
public final class SealedSecret extends Component {
    private final Resource file;
    private final @Nullable Wanted wanted;
    private final Provision provision;
    private final List<String> keys;

    /**
     * The Secret of {@code file}, in {@code scope}.
     *
     * @param file one SealedSecret as YAML
     */
    public SealedSecret(Scope scope, String id, Resource file) {
        super(scope, id);
        this.file = file;
        this.wanted = null;
        Identity unknown = Identity.of("", "Secret", node().namespace().text(), node().objectName());
        if (!node().has(file) && path(node().cluster().name(), unknown).equals(file.path())) {
            SealedFile.tellNeverSealed(node(), unknown); // it is where espalier seal would write it
            keys = List.of();
            provision = Provision.of(unknown, node());
            return;
        }
        var read = new SealedFile(node(), file);
        keys = read.isReadable() ? read.keys() : List.of();
        provision = Provision.of(read.isReadable() ? read.secret() : unknown, node())
                .withKeys(keys);
        read.add();
    }

    /** The Secret that {@code declaration} is of, from the file where {@code espalier seal} puts it. */
    public SealedSecret(Component scope, SecretDeclaration declaration) {
        super(scope, only("sealedsecret"));
        this.wanted = new Wanted(declaration);
        this.file = Resource.of(path(node().cluster().name(), declaration.identity()));
        this.provision = declaration.provision();
        this.keys = List.of();
        // What stands beside the values may have other constructs' addresses in it.
        node().write(() -> SealedFile.addDeclared(node(), file, wanted));
    }

    /** Where the file for a Secret of {@code cluster} stands, below {@code src/main/resources/}. */
    public static String path(String cluster, Identity secret) {
        return cluster + "/" + secret.namespace() + "/" + secret.name() + ".sealed.yaml";
    }

    /** The file's path below {@code src/main/resources/}. */
    public String path() {
        return file.path();
    }

    /** What is declared of it; null for a file that says itself what it is. */
    public @Nullable Wanted wanted() {
        return wanted;
    }

    /** The Secret that it becomes. */
    public Identity secret() {
        return provision.identity();
    }

    /** The key {@code key}; one that is not in the file is a finding. */
    public SecretKey key(String key) {
        if (!keys.contains(key) && !node().isIncomplete()) {
            String near = Names.nearest(key, keys);
            Identity secret = provision.identity();
            node().findings()
                    .report(
                            References.SECRET_KEY,
                            node(),
                            Origin.here(),
                            "Tried to read the key \"" + key + "\" of the sealed Secret " + secret.name()
                                    + ", but it has "
                                    + (keys.isEmpty() ? "none" : "only: " + String.join(", ", keys)),
                            (near == null ? "" : "name \"" + near + "\", or ") + "seal it with `"
                                    + SealedFile.command(node(), secret, key) + "`");
            return SecretKey.missing(provision, key);
        }
        return SecretKey.of(provision, key);
    }

    /** Whether the file has the key {@code key}; true where the file cannot be read, which is told already. */
    public boolean has(String key) {
        return keys.contains(key) || node().isIncomplete();
    }

    /** The Secret's name, for what reads it as a whole. */
    public Text name() {
        return provision.name();
    }
}
