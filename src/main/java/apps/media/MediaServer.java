package apps.media;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.ServicePort;
import espalier.Strength;
import espalier.Text;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Deployment.DeploymentSettings;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Service;
import infra.MediaStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pod that media apps have in common: one page, settings in a database that only one process may open, the household's
 * library, and room for what can be made again.
 */
final class MediaServer {
    private final String name;
    private final Deployment server;
    private final String image;
    private final ServicePort page;
    private final @Nullable Exposed exposed;
    private Connection settings = reader -> {};

    /**
     * What makes one app differ from the next.
     *
     * @param image with its tag
     * @param port of its page
     * @param health a path that answers without a login
     * @param memory how much it usually has, as {@code 256Mi}
     * @param mostMemory how much it may have at most
     * @param internet what it reaches there; null for what reaches nothing but what its container is given
     * @param container what else its container needs
     */
    record Program(
            String image,
            int port,
            String health,
            String memory,
            String mostMemory,
            @Nullable String internet,
            Consumer<Container> container) {}

    /** Runs {@code program} in {@code app}, reached as {@code settings} ask for. */
    MediaServer(Component app, Program program, MediaStore store, ExposedSettings<?> settings) {
        var temporary = new EmptyDir(app, "tmp");
        name = app.node().id();
        image = program.image;
        server = new Deployment(
                app,
                d -> reaching(d, program.internet)
                        .recreate()
                        .runAs(store.owner())
                        .container(name, program.image, c -> {
                            c.port("http", program.port);
                            this.settings = store.keepSettings(app, c);
                            c.mount(temporary, "/tmp")
                                    .health(Health.http("http", program.health)
                                            .within(10)
                                            .every(30)
                                            .failures(5))
                                    .cpu("50m")
                                    .memory(program.memory, program.mostMemory);
                            program.container.accept(c);
                        }));
        page = new Service(app, server).port("http");
        exposed = settings.expose(app, page);
    }

    private static DeploymentSettings reaching(DeploymentSettings pod, @Nullable String internet) {
        return internet == null ? pod : pod.internet(internet);
    }

    /** Sets a variable of its container to what is known only now that it can be reached. */
    void env(String variable, Text value) {
        server.configure(d -> d.container(name, c -> c.env(variable, value)));
    }

    /** Lets {@code step} run before its container each time, with the same image, and its settings at the same place. */
    void before(String step, Consumer<Container> configure) {
        server.configure(d -> d.initContainer(step, image, c -> configure.accept(c.connect(settings))));
    }

    /** The name under which the other apps ask for the page; as words, since nobody connects to himself. */
    Text serviceHost() {
        return Text.of(page.provision().identity().name());
    }

    /** Gives its container {@code device}. */
    void connect(Connection device) {
        server.configure(d -> d.container(name, c -> c.connect(device)));
    }

    /** What runs it, for what scales it. */
    Deployment deployment() {
        return server;
    }

    /** How people reach the page; null where they do not. */
    @Nullable
    Exposed exposed() {
        return exposed;
    }

    /**
     * Says that people connect this one to {@code other} on its page, and under which address. Of that the program's own
     * configuration tells nothing; it is read by people, and by what derives who may reach whom.
     */
    void connectsTo(MediaServer other) {
        server.configure(d -> d.annotation("connects-to/" + other.name, other.address()));
    }

    /** As {@link #connectsTo}, for one that connects back: neither waits for the other. */
    void answersTo(MediaServer other) {
        Text address = other.address().needed(Strength.MENTION, "people connect it on its page, long after both run");
        server.configure(d -> d.annotation("connects-to/" + other.name, address));
    }

    private Text address() {
        return Text.of("http://", page.address());
    }
}
