package e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import features.Checkout;
import features.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A repository on loopback, a clone of it, and Flux, which follows the tree of one cluster in it. */
final class FollowedRepository {
    final Checkout clone;
    final FluxStatus flux;
    final GitServer git;
    private final ControlPlane controlPlane;
    private final String cluster;
    private final String url;

    /**
     * @param cluster the name of the directory in {@code dist/} that Flux is to follow
     * @param folder where the clone stands
     */
    FollowedRepository(ControlPlane controlPlane, String cluster, Path folder) throws Exception {
        this.controlPlane = controlPlane;
        this.cluster = cluster;
        this.flux = new FluxStatus(controlPlane.api());
        this.git = controlPlane.beside(GitServer.start(controlPlane.data("git")));
        this.url = git.url();
        this.clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", url, ".");
        clone.git("checkout", "--quiet", "-B", "main");
        clone.git("config", "user.name", "gardener");
        clone.git("config", "user.email", "gardener@example.com");
    }

    /** Writes what {@code flux bootstrap} adds, pushes the tree, and starts Flux, which is pointed to it. */
    List<ObjectNode> handOver() throws IOException {
        var bootstrap = new FluxBootstrap(controlPlane.api(), clone.path("dist/" + cluster + "/flux-system"));
        bootstrap.write(url, "./dist/" + cluster);
        push("The tree, and what flux bootstrap adds to it");
        bootstrap.install();
        List<ObjectNode> components = bootstrap.build();
        new FluxProcesses(controlPlane, components).start(Map.of());
        bootstrap.sync();
        return components;
    }

    /** Where Flux fetches it from. */
    String url() {
        return url;
    }

    /** Commits everything and pushes it; gives the commit. */
    String push(String message) {
        clone.commit(message);
        clone.git("push", "--quiet", "-u", "origin", "main");
        return clone.git("rev-parse", "HEAD").strip();
    }

    /** {@link #push}, and asks Flux to look. */
    String pushAndLook(String message) {
        String commit = push(message);
        flux.lookNow();
        return commit;
    }
}
