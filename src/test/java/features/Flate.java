package features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * flate, which builds what Flux would apply with kustomize's own code and Flux's own substitution, and shares none with us.
 *
 * <p>It reaches no network: what asks for any is sent to a port of this machine where nobody listens, so that it fails alike
 * everywhere, and at once.
 *
 * @param repository where {@code dist/} stands; what flate has rendered is kept beside it
 */
record Flate(Path repository) {
    private static final String NOWHERE = "http://127.0.0.1:9";

    /** Runs {@code flate VERB ks} on the directory {@code path} of the repository. */
    Tools.Ran ks(String verb, String path, String... more) {
        String program = Tools.find("flate");
        try {
            // Which ends its search for the root that paths are relative to.
            Files.createDirectories(repository.resolve(".git"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(List.of("env", "NO_PROXY=", "no_proxy="));
        for (String proxy :
                List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")) {
            command.add(proxy + "=" + NOWHERE);
        }
        command.addAll(List.of(program, verb, "ks", "--path", path, "--no-progress"));
        if (verb.equals("build")) {
            command.addAll(List.of("--skip-secrets=false", "--skip-crds=false"));
        }
        command.add("--source-retry-attempts=1");
        command.addAll(List.of(
                "--cache-dir",
                repository
                        .resolveSibling(repository.getFileName() + "-rendered")
                        .toString()));
        command.addAll(List.of(more));
        return Tools.run(command, repository, "");
    }
}
