package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's construct and cluster compile against the library jar alone, and synth writes their tree. */
class ForeignPackageTest {
    private static final Map<String, String> SOURCES = Map.of(
            "Notes", """
            package com.example.home;

            import espalier.Component;
            import espalier.Scope;
            import espalier.ServicePort;
            import espalier.Setting;
            import espalier.Settings;
            import espalier.Text;
            import espalier.kubernetes.BootstrapSecret;
            import espalier.kubernetes.Deployment;
            import espalier.kubernetes.Service;
            import java.util.function.Consumer;

            public final class Notes extends Component {
                private final ServicePort web;

                public Notes(Scope scope, String id, Consumer<NotesSettings> configure) {
                    super(scope, id);
                    var settings = Settings.configured(new NotesSettings(this), configure);
                    var login = new BootstrapSecret(this, "login", s -> s.password("PASSWORD"));
                    var server = new Deployment(this, d -> d.runAs(1000, 1000)
                            .container("notes", "example/notes:1", c -> c.port("web", 8080)
                                    .env("LOGIN", Text.of("admin:", login.key("PASSWORD")))
                                    .env("TITLE", settings.title.or("Notes"))
                                    .memory("32Mi", "64Mi")));
                    web = new Service(this, server).port("web");
                }

                public ServicePort web() {
                    return web;
                }

                public static final class NotesSettings extends Settings {
                    private final Setting<String> title = setting("title");

                    private NotesSettings(Notes notes) {
                        super(notes.node());
                    }

                    public NotesSettings title(String text) {
                        title.set(text);
                        return this;
                    }
                }
            }
            """,
            "OurRegistry", """
            package com.example.home;

            import espalier.PodContainer;
            import espalier.Policy;
            import espalier.Review;
            import espalier.rules.Rule;

            /** Images come from the registry of this house. */
            public final class OurRegistry implements Policy {
                public static final Rule RULE = Rule.policy(
                        "our-registry",
                        "An image comes from elsewhere",
                        "Ours is scanned every night",
                        "copy the image there");

                private final String registry;

                public OurRegistry(String registry) {
                    this.registry = registry;
                }

                @Override
                public Rule rule() {
                    return RULE;
                }

                @Override
                public void review(Review review) {
                    for (PodContainer container : review.containers()) {
                        if (!container.image().startsWith(registry + "/")) {
                            review.breach(
                                    container,
                                    "Tried to run " + container.image() + " in " + container
                                            + ", but it is not from " + registry,
                                    "copy it to " + registry);
                        }
                    }
                }
            }
            """,
            "Home", """
            package com.example.home;

            import espalier.Cluster;
            import espalier.Espalier;
            import espalier.Fleet;
            import espalier.Stage;
            import espalier.policy.PolicySets;

            public final class Home extends Cluster {
                public Home(Fleet fleet, String name) {
                    super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5")
                            .policies(PolicySets.SAFE_PODS)
                            .policies(new OurRegistry("registry.example.com")));
                    var apps = new Stage(this, "apps");
                    var notes = new Notes(apps, "notes", n -> n.title("At home"));
                    if (!Boolean.getBoolean("strict")) {
                        notes.waive(OurRegistry.RULE, "its makers build it every night");
                    }
                }

                public static void main(String[] args) {
                    System.exit(Espalier.run(args, fleet -> fleet.cluster("home", Home::new)));
                }
            }
            """);

    @TempDir
    Path root;

    private List<Path> classPath;

    @BeforeEach
    void compile() throws IOException {
        Path library = root.resolve("espalier.jar");
        pack(ChildJvm.classes(), library);
        var against = new ArrayList<>(List.of(library));
        against.addAll(ChildJvm.libraries());

        var options = new ArrayList<>(
                List.of("-d", root.resolve("classes").toString(), "-proc:none", "-Xlint:all,-classfile"));
        options.addAll(List.of("-Werror", "-cp", ChildJvm.classPath(against)));
        var javac = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            var sources = new ArrayList<Path>();
            for (var source : SOURCES.entrySet()) {
                Path file = root.resolve("src/main/java/com/example/home/" + source.getKey() + ".java");
                Files.createDirectories(file.getParent());
                sources.add(Files.writeString(file, source.getValue()));
            }
            var units = files.getJavaFileObjectsFromPaths(sources);
            assertThat(javac.getTask(messages, files, null, options, null, units)
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
        classPath = new ArrayList<>(against);
        classPath.add(root.resolve("classes"));
    }

    /** As maven-jar-plugin is told in pom.xml: espalier/** alone. */
    private static void pack(Path classes, Path library) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(library));
                Stream<Path> files = Files.walk(classes.resolve("espalier"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, jar);
            }
        }
    }

    @Test
    void synthWritesTheTreeOfAForeignCluster() throws IOException {
        assertThat(run("synth").err()).contains("1 cluster, 1 component, ");
        assertThat(root.resolve("dist/home/apps/notes/deployment.yaml"))
                .content()
                .contains("value: admin:$(PASSWORD)", "value: At home");
        assertThat(run("synth", "--check").err()).contains(" 0 files to write, ");
    }

    @Test
    void anObjectIsTracedToTheForeignLine() {
        run("synth");
        assertThat(run("where", "dist/home/apps/notes/deployment.yaml").out()).contains("Notes.java:", "Home.java:");
    }

    /** A policy that nobody but that repository knows, waived or not. */
    @Test
    void aForeignPolicyIsHeldAgainstTheForeignCluster() {
        var ran = ChildJvm.run(
                ChildJvm.jdk(), root, List.of("-Dstrict=true"), classPath, "com.example.home.Home", "synth");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains("error[our-registry] Tried to run example/notes:1 in the container notes of Deployment"
                        + " default/notes, but it is not from registry.example.com")
                .contains("Home.java:");
    }

    private Tools.Ran run(String... arguments) {
        var ran = ChildJvm.run(ChildJvm.jdk(), root, List.of(), classPath, "com.example.home.Home", arguments);
        ran.expectSuccess();
        return ran;
    }
}
