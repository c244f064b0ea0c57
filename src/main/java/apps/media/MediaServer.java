package apps.media;

import espalier.Component;
import espalier.ServicePort;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import infra.MediaStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pod that media apps have in common: one page, settings in a database that only one process may open, the household's
 * library, and room for what can be made again.
 */
final class MediaServer {
    private MediaServer() {}

    /**
     * What makes one app differ from the next.
     *
     * @param image with its tag
     * @param port of its page
     * @param health a path that answers without a login
     * @param memory request and limit, as in {@code 256Mi/1Gi}
     * @param container what else its container needs
     */
    record Program(String image, int port, String health, String memory, Consumer<Container> container) {}

    /** Runs {@code program} in {@code app}, under {@code host} where that is asked for. */
    static ServicePort run(Component app, Program program, MediaStore store, @Nullable String host) {
        var temporary = new EmptyDir(app, "tmp");
        String name = app.node().id();
        int slash = program.memory.indexOf('/');
        var server = new Deployment(
                app,
                d -> d.recreate().runAs(store.owner()).container(name, program.image, c -> {
                    c.port("http", program.port);
                    store.keepSettings(c, name);
                    c.mount(temporary, "/tmp")
                            .startup(Probe.http("http", program.health).every(5).failures(60))
                            .readiness(Probe.http("http", program.health).within(5))
                            .liveness(Probe.http("http", program.health)
                                    .within(10)
                                    .every(30)
                                    .failures(5))
                            .cpu("50m")
                            .memory(program.memory.substring(0, slash), program.memory.substring(slash + 1));
                    program.container.accept(c);
                }));
        ServicePort page = new Service(app, server).port("http");
        if (host != null) {
            app.expose(page, host);
        }
        return page;
    }
}
