package espalier.remote;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl} is configured with: clusters, users, and contexts that put one of each together. */
public final class Kubeconfig {
    private record File(Path path, Mapping content) {}

    /** One part of a file, with the folder from which paths in it are meant. */
    record Part(Mapping content, Path folder) {
        /** What stands under {@code key + "-data"} in base64, or in the file that {@code key} names; null where neither is. */
        byte @Nullable [] bytes(String key) throws RemoteException {
            String data = content.text(key + "-data");
            String file = content.text(key);
            try {
                if (data != null && !data.isEmpty()) {
                    return Base64.getMimeDecoder().decode(data);
                }
                return file == null || file.isEmpty() ? null : Files.readAllBytes(folder.resolve(file));
            } catch (IOException | IllegalArgumentException e) {
                throw new RemoteException("the " + key + " of the kubeconfig cannot be read: " + e, e);
            }
        }
    }

    /** A cluster and who one is there. */
    record Context(String name, Part cluster, Part user) {}

    private final List<File> files = new ArrayList<>();

    private Kubeconfig() {}

    /** The files {@code paths}, of which the first that says something counts; those that are missing are passed over. */
    public static Kubeconfig read(List<Path> paths) throws RemoteException {
        var config = new Kubeconfig();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                config.add(path);
            }
        }
        if (config.files.isEmpty()) {
            throw new RemoteException("there is no kubeconfig at " + paths + "; name one with --kubeconfig");
        }
        return config;
    }

    private void add(Path path) throws RemoteException {
        try {
            for (YamlReader.Document document : YamlReader.documents(Files.readString(path, StandardCharsets.UTF_8))) {
                if (document.value() instanceof Mapping content) {
                    files.add(new File(path, content));
                }
            }
        } catch (IOException | YamlReader.SyntaxException e) {
            throw new RemoteException("the kubeconfig " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The context {@code name}, or the current one where that is null. */
    Context context(@Nullable String name) throws RemoteException {
        String wanted = name != null ? name : current();
        Part context = part("contexts", wanted, "context");
        if (context == null) {
            throw new RemoteException(
                    "the kubeconfig has no context \"" + wanted + "\", only: " + String.join(", ", names("contexts")));
        }
        Part cluster = part("clusters", String.valueOf(context.content.text("cluster")), "cluster");
        if (cluster == null) {
            throw new RemoteException("the context \"" + wanted + "\" names the cluster "
                    + context.content.text("cluster") + ", which the kubeconfig does not have");
        }
        Part user = part("users", String.valueOf(context.content.text("user")), "user");
        return new Context(wanted, cluster, user == null ? new Part(new Mapping(), cluster.folder) : user);
    }

    private String current() throws RemoteException {
        for (File file : files) {
            String current = file.content.text("current-context");
            if (current != null && !current.isEmpty()) {
                return current;
            }
        }
        List<String> names = names("contexts");
        throw new RemoteException(
                names.isEmpty()
                        ? "the kubeconfig has no context"
                        : "the kubeconfig has no current context; name one with --context: "
                                + String.join(", ", names));
    }

    private @Nullable Part part(String list, String name, String key) {
        for (File file : files) {
            for (Value value : elements(file.content, list)) {
                if (value instanceof Mapping entry && name.equals(entry.text("name"))) {
                    Mapping content = entry.mapping(key);
                    Path folder = file.path.toAbsolutePath().getParent();
                    return content == null || folder == null ? null : new Part(content, folder);
                }
            }
        }
        return null;
    }

    /** The elements of the list {@code key}, none where there is no list. */
    static Sequence elements(Mapping mapping, String key) {
        Sequence list = mapping.sequence(key);
        return list == null ? new Sequence() : list;
    }

    private List<String> names(String list) {
        var names = new ArrayList<String>();
        for (File file : files) {
            for (Value value : elements(file.content, list)) {
                if (value instanceof Mapping entry) {
                    names.add(String.valueOf(entry.text("name")));
                }
            }
        }
        return names;
    }
}
