package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.kubernetes.Deployment;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A script reaches the shell as it stands in its file, although Kubernetes takes two dollars of a command for one. */
class ContainerScriptsTest {
    private static final String SCRIPT = "features/dollars.sh";

    /** A pod that runs the script. */
    static final class Scripted extends Component {
        Scripted(Scope scope, String id) {
            super(scope, id);
            new Deployment(this, d -> d.container("main", "example/image:1", c -> c.script(Resource.of(SCRIPT))));
        }
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
