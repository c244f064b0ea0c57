package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a kubelet starts for a container of dist/: read from the bytes of the file, with the values of Secrets put in and
 * {@code $(X)} expanded as Kubernetes does it.
 *
 * @param words command and arguments
 * @param environment its variables, in the order of the file, and nothing else
 * @param mounts each a {@code volumeMount}
 */
record ContainerStart(List<String> words, Map<String, String> environment, List<Map<String, String>> mounts) {

    /**
     * The container {@code name} of the Deployment {@code workload}.
     *
     * @param secrets values by {@code secret/key}; the kubelet does not start a container that wants another
     */
    static ContainerStart of(Compilation cluster, String workload, String name, Map<String, String> secrets) {
        return of(cluster, "Deployment", workload, name, secrets);
    }

    /** The container {@code name} of the {@code kind} (Deployment, StatefulSet, Job) that is called {@code workload}. */
    static ContainerStart of(
            Compilation cluster, String kind, String workload, String name, Map<String, String> secrets) {
        Map<String, Object> pod = map(map(map(read(cluster, kind, workload), "spec"), "template"), "spec");
        Map<String, Object> container = Stream.concat(
                        list(pod, "initContainers").stream(), list(pod, "containers").stream())
                .filter(c -> name.equals(c.get("name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(workload + " has no container " + name));
        var environment = new LinkedHashMap<String, String>();
        for (Map<String, Object> variable : list(container, "env")) {
            String value = variable.containsKey("value")
                    ? expand((String) variable.get("value"), environment)
                    : secret(map(map(variable, "valueFrom"), "secretKeyRef"), secrets);
            environment.put((String) variable.get("name"), value);
        }
        var words = new ArrayList<String>();
        for (String field : List.of("command", "args")) {
            for (Object word : (List<?>) container.getOrDefault(field, List.of())) {
                words.add(expand((String) word, environment));
            }
        }
        var mounts = new ArrayList<Map<String, String>>();
        for (Map<String, Object> mount : list(container, "volumeMounts")) {
            var texts = new LinkedHashMap<String, String>();
            mount.forEach((key, value) -> texts.put(key, String.valueOf(value)));
            mounts.add(texts);
        }
        return new ContainerStart(words, environment, mounts);
    }

    /** The object of dist/, read from the bytes of its file. */
    static Map<String, Object> read(Compilation cluster, String kind, String name) {
        if (cluster.failed()) {
            throw new AssertionError(Compiled.findings(cluster));
        }
        for (FileSpec file : cluster.files()) {
            var object = file.object();
            if (object != null && object.kind().equals(kind) && object.name().equals(name)) {
                return new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(file.render(), UTF_8));
            }
        }
        throw new AssertionError("dist/ has no " + kind + " " + name);
    }

    /**
     * Starts it, or {@code instead}, with nothing but its own variables and a PATH; standard error joins standard output,
     * which goes to {@code output}.
     */
    Process start(List<String> instead, Path output) throws IOException {
        var builder = new ProcessBuilder(instead)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().putAll(environment);
        Files.deleteIfExists(output);
        return builder.start();
    }

    private static String secret(Map<String, Object> reference, Map<String, String> secrets) {
        String wanted = reference.get("name") + "/" + reference.get("key");
        String value = secrets.get(wanted);
        if (value == null) {
            throw new AssertionError(
                    "CreateContainerConfigError: there is no " + wanted + ", only " + secrets.keySet());
        }
        return value;
    }

    /** Kubernetes' own way (third_party/forked/golang/expansion): {@code $$} is a dollar, what is unknown stays. */
    static String expand(String text, Map<String, String> known) {
        var expanded = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            int end = text.indexOf(')', at);
            if (text.charAt(at) != '$' || next != '$' && (next != '(' || end < 0)) {
                expanded.append(text.charAt(at));
            } else if (next == '$') {
                expanded.append('$');
                at++;
            } else {
                String name = text.substring(at + 2, end);
                expanded.append(known.getOrDefault(name, "$(" + name + ")"));
                at = end;
            }
        }
        return expanded.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> of, String key) {
        return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
    }
}
