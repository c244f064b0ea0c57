package espalier.sealed;

import espalier.Finding;
import espalier.Finding.Place;
import espalier.Identity;
import espalier.Node;
import espalier.Resource;
import espalier.SecretDeclaration.Bcrypt;
import espalier.SecretDeclaration.Given;
import espalier.SecretDeclaration.Recipe;
import espalier.rules.Encryption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nobody has sealed yet of a Secret, and the commands that do it. */
final class Unsealed {
    private static final String FOLDER = "src/main/resources/";

    private final Node node;
    private final Identity secret;
    private final List<String> missing = new ArrayList<>();
    private final Map<Identity, List<String>> toBring = new LinkedHashMap<>(1);
    private final List<String> what = new ArrayList<>();
    private final Set<String> toRenew = new LinkedHashSet<>(1);
    private final Set<Identity> sources = new LinkedHashSet<>(1);
    private boolean toGenerate;

    /**
     * What is missing of {@code wanted}.
     *
     * @param there the keys that are sealed
     */
    Unsealed(Node node, Wanted wanted, List<String> there) {
        this.node = node;
        this.secret = wanted.identity();
        for (Wanted.Part part : wanted.parts()) {
            if (!there.contains(part.key()) && !part.isOptional()) {
                missing.add(part.key());
                sources.add(part.secret());
                sort(part, there);
            }
        }
    }

    private void sort(Wanted.Part part, List<String> there) {
        boolean isShared = part.recipe() == null;
        Recipe recipe = isShared ? recipeOf(part.secret(), part.source()) : part.recipe();
        if (recipe instanceof Given given) {
            toBring.computeIfAbsent(part.secret(), of -> new ArrayList<>(1)).add(part.source());
            what.add(part.source() + ": " + given.what());
        } else if (isShared && isSealed(part.secret(), part.source())) {
            toRenew.add(part.secret().name());
        } else if (!isShared && recipe instanceof Bcrypt hash) {
            if (there.contains(hash.of())) {
                toRenew.add(secret.name());
            }
        } else {
            toGenerate = true;
        }
    }

    private @Nullable Recipe recipeOf(Identity source, String key) {
        for (Node other : node.cluster().node().subtree()) {
            if (other.construct() instanceof SealedSecret sealed
                    && sealed.wanted() != null
                    && sealed.secret().equals(source)) {
                for (Wanted.Part part : sealed.wanted().parts()) {
                    if (part.key().equals(key)) {
                        return part.recipe();
                    }
                }
            }
        }
        return null;
    }

    private boolean isSealed(Identity source, String key) {
        var file = Resource.of(SealedSecret.path(node.cluster().name(), source));
        return node.has(file) && SealedDocument.of(node.text(file)).sealed().contains(key);
    }

    boolean isNothing() {
        return missing.isEmpty();
    }

    /** Says that there is no file for it. */
    void tellNoFile(Node declared) {
        Resource former = FormerFile.of(node, secret, missing);
        tell(
                declared,
                "there is no such file" + (missing.isEmpty() ? "" : "; it has to hold: " + String.join(", ", missing))
                        + (former == null ? "" : ". " + bound(former)),
                former == null ? commands() : instead(former, commands()));
    }

    /** Says that some keys are not in its file. */
    void tellKeys(Node declared) {
        tell(declared, "nobody has sealed all of its keys: " + String.join(", ", missing), commands());
    }

    private void tell(Node declared, String found, String fix) {
        if (node.cluster().node().holdsTwins()) {
            return; // a file is found by a name, which the construct that needs another id may lose
        }
        // What is only another Secret's value is sealed with that, so that one command is enough for both.
        Identity cause = sources.size() == 1 ? sources.iterator().next() : secret;
        node.findings()
                .add(new Finding(
                        Encryption.NOT_SEALED,
                        tried(node, secret) + found,
                        declared.path(),
                        new Place(null, null, declared.origin()),
                        fix,
                        cause.toString(),
                        List.of()));
    }

    /** How the message begins. */
    static String tried(Node node, Identity secret) {
        return "Tried to take the Secret " + secret.namespace() + "/" + secret.name() + " from " + FOLDER
                + SealedSecret.path(node.cluster().name(), secret) + ", but ";
    }

    /** Why the values in {@code former} do not help. */
    static String bound(Resource former) {
        return FOLDER + former.path()
                + ", which nothing reads any more, does not help: what is sealed strictly opens only"
                + " under the namespace and the name that it was sealed for";
    }

    /** The way out where what was sealed in {@code former} is wanted elsewhere. */
    static String instead(Resource former, String commands) {
        return commands + "; then delete " + FOLDER + former.path()
                + ". Or give it back the namespace and the name that it had";
    }

    /** What seals all that is missing. */
    String commands() {
        var fix = new StringBuilder();
        toBring.forEach((from, keys) -> fix.append(fix.length() == 0 ? "run `" : "` and `")
                .append(SealedFile.command(node, from, String.join(" ", keys))));
        if (fix.length() > 0) {
            fix.append("`, which asks for what to bring (")
                    .append(String.join("; ", what))
                    .append(")");
        }
        String generate = "espalier seal --cluster " + node.cluster().name() + " --generate";
        if (!toRenew.isEmpty()) {
            fix.append(fix.length() == 0 ? "run `" : "; and `")
                    .append(generate)
                    .append(' ')
                    .append(String.join(" ", toRenew))
                    .append("`, which makes all of its values anew, since nobody here can open what is sealed");
        }
        if (toGenerate || fix.length() == 0) {
            fix.append(fix.length() == 0 ? "run `" : "; and `")
                    .append(generate)
                    .append("`, which makes what nobody has to bring");
        }
        return fix.toString();
    }
}
