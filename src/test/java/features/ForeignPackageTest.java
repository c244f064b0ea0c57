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
                                    .env("TITLE", settings.title.or("Notes"))));
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
            "Home", """
            package com.example.home;

            import espalier.Cluster;
            import espalier.Espalier;
            import espalier.Fleet;
            import espalier.Stage;

            public final class Home extends Cluster {
                public Home(Fleet fleet, String name) {
                    super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
                    var apps = new Stage(this, "apps");
                    new Notes(apps, "notes", n -> n.title("At home"));
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

    private Tools.Ran run(String... arguments) {
        var ran = ChildJvm.run(ChildJvm.jdk(), root, List.of(), classPath, "com.example.home.Home", arguments);
        ran.expectSuccess();
        return ran;
    }
}
