package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a container runs is what was written, although Kubernetes takes two dollars of a command for one. */
class ContainerScriptsTest {
    private static final String SCRIPT = "features/dollars.sh";

    /** A pod that runs the script. */
    static final class Scripted extends Component {
        Scripted(Scope scope, String id) {
            super(scope, id);
            new Deployment(this, d -> d.container("main", "example/image:1", c -> c.script(Resource.of(SCRIPT))));
        }
    }

    /** The words of a command line arrive as they were written, secrets and references put in. */
    @Test
    void wordsArriveUnchanged() {
        var cluster = Compiled.stage(apps -> {
            var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
            new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "main",
                            "example/image:1",
                            c -> c.env("NODE", "one")
                                    .command("sh", "-c", "echo $$ $(date) $(NODE) $$(NODE) ${HOME} $$$ $((1 + 1))")
                                    .args(Text.of("a$", login.key("password"), "$$", login.key("password"), "$"))));
        });
        var container = ContainerStart.of(cluster, "web", "main", Map.of("login/password", "s$(NODE)t"));
        assertThat(container.words())
                .containsExactly(
                        "sh", "-c", "echo $$ $(date) one $(NODE) ${HOME} $$$ $((1 + 1))", "a$s$(NODE)t$$s$(NODE)t$");
    }

    @Test
    void dollarsOfAScriptArriveUnchanged() throws IOException {
        var cluster = Compiled.stage(apps -> new Scripted(apps, "scripted"));
        var container = ContainerStart.of(cluster, "scripted", "main", Map.of());
        try (var script = getClass().getResourceAsStream("/" + SCRIPT)) {
            assertThat(container.words()).containsExactly("sh", "-c", new String(script.readAllBytes(), UTF_8));
        }
    }
}
