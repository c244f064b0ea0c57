package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.MountParts.Files;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of a ConfigMap or Secret that a container's words, variables or other files name by their whole path, one letter away from one
 * that is mounted there: {@code /etc/web/config.yml} where the key is {@code config.yaml}.
 */
final class MountedFiles {
    private final ObjectGraph graph;
    private final Pod pod;
    private final Map<String, Files> volumes;

    private MountedFiles(ObjectGraph graph, Pod pod, Map<String, Files> volumes) {
        this.graph = graph;
        this.pod = pod;
        this.volumes = volumes;
    }

    static void check(ObjectGraph graph, List<Pod> pods) {
        for (Pod pod : pods) {
            Map<String, Files> volumes = mayHold(pod) ? MountParts.files(graph, pod) : Map.of();
            if (!volumes.isEmpty()) {
                var files = new MountedFiles(graph, pod, volumes);
                pod.containers().forEach(files::container);
            }
        }
    }

    private static boolean mayHold(Pod pod) {
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            if (volume.has("configMap") || volume.has("secret")) {
                return true;
            }
        }
        return false;
    }

    private void container(Mapping container) {
        List<Mapping> mounts = Pods.mappings(container.sequence("volumeMounts"));
        List<Said> texts = null;
        for (Mapping mount : mounts) {
            Files files = volumes.get(String.valueOf(mount.text("name")));
            String path = mount.text("mountPath");
            if (files != null && path != null && path.length() > 1 && !mount.has("subPath")) {
                texts = texts == null ? texts(container, mounts) : texts;
                String directory = path.endsWith("/") ? path : path + "/";
                for (Said said : texts) {
                    find(container, said, directory, files);
                }
            }
        }
    }

    /**
     * A text that the program reads.
     *
     * @param where for people
     */
    private record Said(String where, String text) {}

    private List<Said> texts(Mapping container, List<Mapping> mounts) {
        var texts = new ArrayList<Said>();
        for (String words : new String[] {"command", "args"}) {
            Sequence list = container.sequence(words);
            for (int i = 0; list != null && i < list.size(); i++) {
                if (list.get(i) instanceof Leaf leaf) {
                    texts.add(new Said("its " + words, leaf.text()));
                }
            }
        }
        for (Mapping variable : Pods.mappings(container.sequence("env"))) {
            if (variable.get("value") instanceof Leaf leaf) {
                texts.add(new Said("its variable " + variable.text("name"), leaf.text()));
            }
        }
        for (Mapping mount : mounts) {
            Files files = volumes.get(String.valueOf(mount.text("name")));
            Identity from = files == null ? null : files.from();
            KubernetesObject object = from == null ? null : graph.object(from);
            Mapping data = object == null || !object.kind().equals("ConfigMap")
                    ? null
                    : object.body().mapping("data");
            for (int i = 0; data != null && i < data.size(); i++) {
                if (data.valueAt(i) instanceof Leaf leaf) {
                    texts.add(new Said(data.keyAt(i) + " of " + object, leaf.text()));
                }
            }
        }
        return texts;
    }

    private void find(Mapping container, Said said, String directory, Files files) {
        String text = said.text();
        for (int at = text.indexOf(directory); at >= 0; at = text.indexOf(directory, at + 1)) {
            int start = at + directory.length();
            int end = start;
            while (end < text.length() && isPartOfPath(text.charAt(end))) {
                end++;
            }
            boolean goesOn = end < text.length() && "$*{(<%".indexOf(text.charAt(end)) >= 0;
            boolean isWhole = at == 0 || !isPartOfPath(text.charAt(at - 1)) && text.charAt(at - 1) != '}';
            String name = text.substring(start, end);
            String near = goesOn || !isWhole ? null : near(name, files);
            if (near != null) {
                tell(container, said, directory, name, near);
            }
        }
    }

    private static @Nullable String near(String name, Files files) {
        return files.paths().contains(name) ? null : Names.slipOfAny(name, files.paths());
    }

    private static boolean isPartOfPath(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '/';
    }

    private void tell(Mapping container, Said said, String directory, String name, String near) {
        pod.object()
                .error(
                        References.NAME_MISSPELT,
                        "Tried to read " + directory + name + " in the container " + container.text("name") + " of "
                                + pod.object() + " by " + said.where() + ", but mounted there is " + near,
                        "write " + near + " if that is meant, else waive \"name-misspelt\"");
    }
}
