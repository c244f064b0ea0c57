package infra;

import espalier.Component;
import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.SecretDeclaration.Given;
import espalier.rules.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the keys of Secrets are called in a place that knows no namespaces, such as a vault or a list of variables: the name of the
 * Secret, and that of the key, as in {@code GRAFANA_ADMIN_PASSWORD}. Two clusters that run the same app call its keys the same.
 */
public final class FlatNames {
    private static final Rule TAKEN = Rule.error(
            "flat-name-taken",
            "Two Secrets take their values from under the same name",
            "What one app chose at random would open the other one as well",
            "name one of the Secrets otherwise");

    private final Component place;
    private final Map<String, SecretDeclaration> taken = new HashMap<>();

    /** Names in {@code place}. */
    public FlatNames(Component place) {
        this.place = place;
    }

    /**
     * The name of {@code key}. What people bring may stand under one name for several Secrets, of which each namespace needs
     * its own; anything else is one Secret's alone.
     */
    public String nameOf(SecretDeclaration secret, SecretDeclaration.Key key) {
        Identity identity = secret.provision().identity();
        String name = sharedNameOf(identity, key.name());
        SecretDeclaration before = taken.putIfAbsent(name, secret);
        if (before != null && !before.provision().identity().equals(identity) && !(key.recipe() instanceof Given)) {
            place.node()
                    .findings()
                    .report(
                            TAKEN,
                            secret.provision().provider(),
                            "Tried to take the key \"" + key.name() + "\" of " + identity + " from " + name + " of "
                                    + place.node().path() + ", but " + before.provision() + " takes it from there",
                            "give one of the two another name with named(…)");
        }
        return name;
    }

    /** The name under which the key {@code key} of {@code secret} stands, for whom that one belongs to somebody else. */
    public String sharedNameOf(Identity secret, String key) {
        String owner = screaming(secret.name());
        String own = screaming(key);
        return own.startsWith(owner + "_") ? own : owner + "_" + own;
    }

    private static String screaming(String name) {
        var screaming = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            screaming.append(plain ? c : '_');
        }
        return screaming.toString().toUpperCase(Locale.ROOT);
    }
}
