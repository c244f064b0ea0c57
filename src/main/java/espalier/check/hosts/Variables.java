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
            if (upper.endsWith(HOST) || upper.endsWith("HOSTNAME")) {
                String before = name.substring(0, upper.lastIndexOf(HOST));
                hosts.add(new Host(value, variables.get(before + (name.equals(upper) ? "PORT" : "port"))));
            } else if (!upper.contains("IMAGE")) {
                others.add(value);
            }
        });
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
