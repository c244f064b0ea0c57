package espalier.doctor;

import java.util.Locale;

/** How a person names an object on the command line. */
final class Commands {
    private Commands() {}

    /** For our own commands, which take a kind in front: {@code helmrelease/cilium}. */
    static String name(Id id) {
        return id.kind().toLowerCase(Locale.ROOT) + "/" + id.name();
    }

    static String describe(Id id) {
        return kubectl(id, "describe " + id.kind().toLowerCase(Locale.ROOT) + " " + id.name());
    }

    static String kubectl(Id id, String rest) {
        return "kubectl " + (id.namespace().isEmpty() ? "" : "-n " + id.namespace() + " ") + rest;
    }
}
