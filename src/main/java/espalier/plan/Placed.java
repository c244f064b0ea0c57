package espalier.plan;

import espalier.Identity;
import espalier.applied.BuiltObject;
import espalier.tree.Mapping;

/**
 * An object in one of the two trees.
 *
 * @param body as Flux applies it, as far as git says what that is
 * @param file where it stands
 * @param unit who applies it
 */
record Placed(Identity identity, Mapping body, String file, Unit unit) {
    /** So many characters kustomize hangs behind a name: a dash and ten. */
    private static final int HASH = 11;

    private static final String IF_NOT_PRESENT = "IfNotPresent";

    /** Whether kustomize made it of files, and hung a hash of them behind its name. */
    boolean isGenerated() {
        return BuiltObject.isGenerated(file);
    }

    /** Who it is in the files: generated, without the hash. */
    Identity plain() {
        return plain(identity, file);
    }

    /** Of the object called {@code identity} in {@code file}. */
    static Identity plain(Identity identity, String file) {
        String name = identity.name();
        boolean hashed =
                BuiltObject.isGenerated(file) && name.length() > HASH && name.charAt(name.length() - HASH) == '-';
        return hashed
                ? Identity.of(
                        identity.group(),
                        identity.kind(),
                        identity.namespace(),
                        name.substring(0, name.length() - HASH))
                : identity;
    }

    /** Whether what git says of it later does not reach the object that is there. */
    boolean isLeftAsItIs() {
        return !passedOverBy().isEmpty();
    }

    /**
     * The marks by which an object tells Flux to leave it where git has it no more: the first is for that, and by the others Flux passes
     * it over, so that it is in no inventory (kustomize-controller's {@code prune} and {@code reconcile}).
     */
    String keptBy() {
        String[][] marks = {{"prune", "disabled"}, {"reconcile", "disabled"}, {"ssa", "Ignore"}, {"ssa", IF_NOT_PRESENT}
        };
        for (String[] mark : marks) {
            if (BuiltObject.isMarked(body, mark[0], mark[1])) {
                return Unit.GROUP + "/" + mark[0] + ": " + mark[1];
            }
        }
        return "";
    }

    /** The marks by which an object that is there tells Flux not to change it. */
    String passedOverBy() {
        for (String[] mark : new String[][] {{"reconcile", "disabled"}, {"ssa", "Ignore"}, {"ssa", IF_NOT_PRESENT}}) {
            if (BuiltObject.isMarked(body, mark[0], mark[1])) {
                return Unit.GROUP + "/" + mark[0] + ": " + mark[1];
            }
        }
        return "";
    }

    /** Whether somebody said that it is to stay, and not only that Flux is to make it once. */
    boolean isMeantToStay() {
        String mark = keptBy();
        return !mark.isEmpty() && !mark.endsWith(IF_NOT_PRESENT);
    }

    boolean isForced() {
        return unit.forces() || BuiltObject.isMarked(body, "force", "enabled");
    }

    boolean is(String kind) {
        return identity.kind().equals(kind);
    }

    String namespace() {
        return identity.namespace();
    }
}
