import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Does what {@code helm install} and {@code helm upgrade} do, for whoever has no helm: with the library that helm-java carries. It
 * is run from its source, so that nothing else has to be compiled against a library that is fetched only when it is needed.
 */
public final class HelmJava {
    private static final String REPOSITORY = "bootstrap";
    private static final Path REPOSITORIES = Path.of(System.getenv("HELM_REPOSITORY_CONFIG"));
    private static final String KUBECONFIG = System.getenv("HELM_JAVA_KUBECONFIG");
    private static final Path VALUES = Path.of("/dev/stdin");

    /** Takes {@code install} or {@code upgrade} and helm's own options, as {@code espalier.bootstrap.Helm} gives them. */
    public static void main(String[] words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 3; i < words.length; i++) {
            boolean takesValue = i + 1 < words.length && !words[i + 1].startsWith("--");
            options.put(words[i], takesValue ? words[++i] : "");
        }
        try {
            String chart = chart(words[2], options.get("--repo"));
            if (words[0].equals("install")) {
                install(words[1], chart, options);
            } else {
                upgrade(words[1], chart, options);
            }
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static String chart(String name, String repository) {
        if (repository == null) {
            return name;
        }
        Helm.repo()
                .add()
                .withRepositoryConfig(REPOSITORIES)
                .withName(REPOSITORY)
                .withUrl(URI.create(repository))
                .call();
        Helm.repo().update().withRepositoryConfig(REPOSITORIES).call();
        return REPOSITORY + "/" + name;
    }

    private static void install(String release, String chart, Map<String, String> options) {
        InstallCommand install = Helm.install(chart)
                .withName(release)
                .withNamespace(options.get("--namespace"))
                .withRepositoryConfig(REPOSITORIES)
                .withValuesFile(VALUES)
                .withKubeConfigContents(KUBECONFIG)
                .withTimeout(seconds(options));
        when(options, "--version", () -> install.withVersion(options.get("--version")));
        when(options, "--wait", install::waitReady);
        when(options, "--skip-crds", install::skipCrds);
        when(options, "--create-namespace", install::createNamespace);
        when(options, "--plain-http", install::plainHttp);
        install.call();
    }

    private static void upgrade(String release, String chart, Map<String, String> options) {
        UpgradeCommand upgrade = Helm.upgrade(chart)
                .withName(release)
                .withNamespace(options.get("--namespace"))
                .withRepositoryConfig(REPOSITORIES)
                .resetValues()
                .withValuesFile(VALUES)
                .withKubeConfigContents(KUBECONFIG)
                .withTimeout(seconds(options));
        when(options, "--version", () -> upgrade.withVersion(options.get("--version")));
        when(options, "--wait", upgrade::waitReady);
        when(options, "--skip-crds", upgrade::skipCrds);
        when(options, "--plain-http", upgrade::plainHttp);
        upgrade.call();
    }

    private static int seconds(Map<String, String> options) {
        return Integer.parseInt(options.get("--timeout").replace("s", ""));
    }

    private static void when(Map<String, String> options, String name, Runnable set) {
        if (options.containsKey(name)) {
            set.run();
        }
    }
}
