package espalier.check;

import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a program is told to listen, by {@code PORT} or by a variable of its container's own name: {@code N8N_PORT} of the container
 * {@code n8n}, {@code OLLAMA_HOST: 0.0.0.0:11434} of {@code ollama}. Any other variable can be about a port that is somebody else's, or
 * that nobody reaches.
 */
final class ListeningPorts {
    private static final String ALL = "0.0.0.0";

    private ListeningPorts() {}

    static void check(List<Pod> pods) {
        for (Pod pod : pods) {
            for (String list : new String[] {"initContainers", "containers"}) {
                for (Mapping container : Pods.mappings(pod.spec().sequence(list))) {
                    if (container.has("ports") && container.has("env")) {
                        check(pod, list, container);
                    }
                }
            }
        }
    }

    private static void check(Pod pod, String list, Mapping container) {
        String own = String.valueOf(container.text("name")).replace('-', '_').toUpperCase(Locale.ROOT);
        List<Mapping> variables = Pods.mappings(container.sequence("env"));
        for (Mapping variable : variables) {
            if (variable.get("name") instanceof Leaf name && variable.get("value") instanceof Leaf value) {
                String port = port(name.text(), value.text(), own, variables);
                Set<String> opened = port == null ? Set.of() : opened(container);
                if (!opened.isEmpty() && !opened.contains(port)) {
                    FieldPath field = ContainerVariables.container(pod, list, container)
                            .field("env")
                            .item("name", name.text())
                            .field("value");
                    pod.object()
                            .error(
                                    References.LISTENING_PORT,
                                    field,
                                    null,
                                    "Tried to let the container " + container.text("name") + " listen on the port "
                                            + port
                                            + " in " + field + " of " + pod.object() + ", but it opens only: "
                                            + String.join(", ", opened),
                                    "write the same number in both, or open " + port + " as well");
                }
            }
        }
    }

    /** The port on which the program shall listen, or null where the variable says none. */
    private static @Nullable String port(String name, String value, String own, List<Mapping> variables) {
        String number = null;
        if (name.equals("PORT") && isOwn("HOST", variables)
                || name.equals(own + "_PORT") && isOwn(own + "_HOST", variables)) {
            number = value;
        } else if ((name.equals("HOST") || name.equals(own + "_HOST")) && value.startsWith(ALL + ":")) {
            number = value.substring(ALL.length() + 1);
        }
        for (int i = 0; number != null && i < number.length(); i++) {
            number = Character.isDigit(number.charAt(i)) ? number : null;
        }
        return number == null || number.isEmpty() ? null : number;
    }

    /** Whether the port beside {@code host} is the program's own: a host that is another's has the port of that. */
    private static boolean isOwn(String host, List<Mapping> variables) {
        for (Mapping variable : variables) {
            if (host.equals(variable.text("name"))) {
                return ALL.equals(variable.text("value"));
            }
        }
        return true;
    }

    private static Set<String> opened(Mapping container) {
        var opened = new LinkedHashSet<String>();
        for (Mapping port : Pods.mappings(container.sequence("ports"))) {
            opened.add(String.valueOf(port.text("containerPort")));
        }
        return opened;
    }
}
