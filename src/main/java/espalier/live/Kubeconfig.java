package espalier.live;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kubectl} is configured with, read as {@code kubectl} reads it.
 *
 * <p>The client's own reader would also take an address from the environment, knows no {@code tokenFile}, mixes what an exec
 * plugin says to people into its answer, and is silent when that fails.
 */
final class Kubeconfig {
    private record Source(Path path, io.fabric8.kubernetes.api.model.Config content) {}

    /** Somebody, with the folder from which paths are meant. */
    private record User(AuthInfo content, Path folder) {}

    private final List<Source> files = new ArrayList<>();

    private Kubeconfig() {}

    /**
     * How to reach the cluster of a context.
     *
     * @param paths of which the first that says something counts; those that are missing are passed over
     * @param context null for the current one
     */
    static Config read(List<Path> paths, @Nullable String context) throws LiveException {
        var kubeconfig = new Kubeconfig();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                kubeconfig.add(path);
            }
        }
        if (kubeconfig.files.isEmpty()) {
            throw new LiveException("there is no kubeconfig at "
                    + paths.stream().map(Path::toString).collect(Collectors.joining(" or "))
                    + ", or nothing in it: name one with --kubeconfig");
        }
        return kubeconfig.config(context);
    }

    /** Whether one of {@code paths} has the context. */
    static boolean has(List<Path> paths, String context) {
        try {
            var kubeconfig = new Kubeconfig();
            for (Path path : paths) {
                if (Files.isRegularFile(path)) {
                    kubeconfig.add(path);
                }
            }
            return kubeconfig.names().contains(context);
        } catch (LiveException e) {
            return false; // which is told when it is read
        }
    }

    private void add(Path path) throws LiveException {
        try {
            if (Files.readString(path).isBlank()) {
                return; // says nothing, which its parser stumbles over
            }
            files.add(new Source(path, KubeConfigUtils.parseConfig(path.toFile())));
        } catch (IOException | RuntimeException e) { // its parser throws what it likes
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // The second line of YAML's parser says what it found, those below show where.
            String said = String.valueOf(cause.getMessage());
            String why = said.contains("io.fabric8.") // into which class of its own it does not fit, which helps nobody
                    ? "it is YAML, but no kubeconfig; name another one with --kubeconfig"
                    : said.lines()
                            .limit(2)
                            .map(line -> line.strip().replaceAll("[,:]$", ""))
                            .collect(Collectors.joining(", "));
            throw new LiveException("the kubeconfig " + path + " cannot be read: " + why, e);
        }
    }

    private Config config(@Nullable String asked) throws LiveException {
        NamedContext context = context(asked == null ? current() : asked);
        User user = user(context.getContext().getUser());
        ExecPlugin plugin = user == null ? null : takePlugin(user);
        Config config = Config.empty();
        KubeConfigUtils.merge(
                config,
                context.getName(),
                files.stream().map(Source::content).toArray(io.fabric8.kubernetes.api.model.Config[]::new));
        if (context.getContext().getCluster() == null
                || !has(context.getContext().getCluster())) {
            throw new LiveException("the context " + context.getName() + " names the cluster "
                    + context.getContext().getCluster() + ", which the kubeconfig does not have");
        }
        readable("certificate-authority", config.getCaCertFile());
        readable("client-certificate", config.getClientCertFile());
        readable("client-key", config.getClientKeyFile());
        ClientKeys.tellAlgorithm(config);
        if (plugin != null) {
            plugin.signIn(config);
        } else if (user != null && config.getAutoOAuthToken() == null) {
            readToken(user, config);
        }
        return config;
    }

    private String current() throws LiveException {
        for (Source file : files) {
            String current = file.content.getCurrentContext();
            if (current != null && !current.isEmpty()) {
                return current;
            }
        }
        throw new LiveException(
                names().isEmpty()
                        ? "the kubeconfig has no context"
                        : "the kubeconfig has no current context; name one with --context: "
                                + String.join(", ", names()));
    }

    private NamedContext context(String name) throws LiveException {
        for (Source file : files) {
            for (NamedContext context : orNone(file.content.getContexts())) {
                if (name.equals(context.getName()) && context.getContext() != null) {
                    return context;
                }
            }
        }
        throw new LiveException("the kubeconfig has no context \"" + name + "\", only: " + String.join(", ", names()));
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        files.forEach(file -> orNone(file.content.getContexts()).forEach(context -> names.add(context.getName())));
        return names;
    }

    private boolean has(String cluster) {
        return files.stream()
                .flatMap(file -> orNone(file.content.getClusters()).stream())
                .anyMatch(each -> cluster.equals(each.getName()));
    }

    private @Nullable User user(@Nullable String name) {
        for (Source file : files) {
            for (NamedAuthInfo user : orNone(file.content.getUsers())) {
                if (user.getName().equals(name) && user.getUser() != null) {
                    Path folder = file.path.toAbsolutePath().getParent();
                    return new User(user.getUser(), folder == null ? file.path : folder);
                }
            }
        }
        return null;
    }

    /** The user's exec plugin, which the client is not to run itself; null for none. */
    private static @Nullable ExecPlugin takePlugin(User user) throws LiveException {
        AuthProviderConfig provider = user.content.getAuthProvider();
        if (provider != null && !"oidc".equals(provider.getName())) {
            throw new LiveException("the kubeconfig uses the auth-provider " + provider.getName()
                    + ", which kubectl has left as well; use its exec plugin");
        }
        ExecConfig exec = user.content.getExec();
        user.content.setExec(null);
        return exec == null ? null : new ExecPlugin(exec, user.folder);
    }

    /** A token in a file is often renewed there by somebody else. */
    private static void readToken(User user, Config config) throws LiveException {
        String name = user.content.getTokenFile();
        if (name == null || name.isEmpty()) {
            return;
        }
        Path file = user.folder.resolve(name);
        readable("tokenFile", file.toString());
        config.setOauthTokenProvider(() -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void readable(String key, @Nullable String file) throws LiveException {
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new LiveException("the " + key + " of the kubeconfig cannot be read: " + file);
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
