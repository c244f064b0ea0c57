package espalier.check.hosts;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables of a program: those that are a host, by their name, with the port that goes with it, and all others. */
final class Variables {
    private static final String HOST = "HOST";
    private static final String HOSTNAME = "HOSTNAME";

    private final List<Host> hosts = new ArrayList<>(0);
    private final List<Leaf> others = new ArrayList<>(0);

    /**
     * A host and its port.
     *
     * @param port null where no variable is the port
     */
    record Host(Leaf value, @Nullable Leaf port) {}

    private Variables(Map<String, Leaf> variables) {
        variables.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (upper.endsWith(HOST) || upper.endsWith(HOSTNAME)) {
                String before = name.substring(0, upper.lastIndexOf(HOST));
                hosts.add(new Host(value, variables.get(before + (name.equals(upper) ? "PORT" : "port"))));
            } else if (!upper.contains("IMAGE")) {
                others.add(value);
            }
        });
    }

    /** Whether there is a host among those of the list {@code env} of a container, or anything with a port. */
    static boolean mayHoldAddress(Sequence env) {
        for (int i = 0; i < env.size(); i++) {
            if (env.get(i) instanceof Mapping variable
                    && variable.get("name") instanceof Leaf name
                    && variable.get("value") instanceof Leaf value
                    && mayBeAddress(name.text(), value.text())) {
                return true;
            }
        }
        return false;
    }

    /** As of a list, of a ConfigMap's data. */
    static boolean mayHoldAddress(Mapping data) {
        for (int i = 0; i < data.size(); i++) {
            if (data.valueAt(i) instanceof Leaf value && mayBeAddress(data.keyAt(i), value.text())) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeAddress(String name, String value) {
        return name.regionMatches(true, name.length() - HOST.length(), HOST, 0, HOST.length())
                || name.regionMatches(true, name.length() - HOSTNAME.length(), HOSTNAME, 0, HOSTNAME.length())
                || value.indexOf(':') >= 0 && value.indexOf('/') < 0;
    }

    /** Those of the list {@code env} of a container. */
    static Variables of(Sequence env) {
        var variables = new LinkedHashMap<String, Leaf>();
        for (Value item : env) {
            if (item instanceof Mapping variable
                    && variable.get("name") instanceof Leaf name
                    && variable.get("value") instanceof Leaf value) {
                variables.put(name.text(), value);
            }
        }
        return new Variables(variables);
    }

    /** Those of a ConfigMap's data, which may become variables. */
    static Variables of(Mapping data) {
        var variables = new LinkedHashMap<String, Leaf>();
        for (int i = 0; i < data.size(); i++) {
            if (data.valueAt(i) instanceof Leaf leaf) {
                variables.put(data.keyAt(i), leaf);
            }
        }
        return new Variables(variables);
    }

    List<Host> hosts() {
        return hosts;
    }

    List<Leaf> others() {
        return others;
    }

    /** -1 for what is no number. */
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
