package infra.runners;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;

/**
 * A GitHub App that runners log in as. It needs the permission to write Administration of each repository with runners of its own, or
 * Self-hosted runners of the organization.
 */
public final class GitHubLogin extends Component {
    private final BootstrapSecret app;

    /** The App, for runners in the namespace of {@code scope}. */
    public GitHubLogin(Scope scope, String id) {
        super(scope, id);
        app = new BootstrapSecret(
                this,
                "app",
                s -> s.named(id)
                        .given("github_app_id", "the id of the GitHub App that runners log in as")
                        .given("github_app_installation_id", "the id of its installation")
                        .given("github_app_private_key", "its private key, as GitHub gave it"));
    }

    Text name() {
        return app.name();
    }
}
