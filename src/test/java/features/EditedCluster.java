package features;

import espalier.Cluster;
import espalier.Fleet;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A cluster as somebody edited it: the Java of its class, changed as text, compiled and loaded beside the committed one. */
public final class EditedCluster {
    private static final Path SOURCES = Path.of(System.getProperty("espalier.root", "."), "src/main/java/clusters");

    private final Class<? extends Cluster> type;
    private final String name;
    private final Path folder;
    private String java;

    /**
     * @param type the cluster's class
     * @param name under which it is added to a fleet
     * @param folder where the edited class may go
     */
    public EditedCluster(Class<? extends Cluster> type, String name, Path folder) throws IOException {
        this.type = type;
        this.name = name;
        this.folder = folder;
        this.java = Files.readString(SOURCES.resolve(file()));
    }

    /** The class as it is edited now. */
    public String source() {
        return java;
    }

    private String file() {
        return type.getName().substring("clusters.".length()).replace('.', '/') + ".java";
    }

    /** The rooms of a cluster that has a package of its own, which are compiled with it. */
    private List<Path> rooms() throws IOException {
        Path own = SOURCES.resolve(file());
        if (own.getParent().equals(SOURCES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own.getParent())) {
            return files.filter(file -> !file.equals(own) && file.toString().endsWith(".java"))
                    .toList();
        }
    }

    /** The Java as it is edited by now. */
    String java() {
        return java;
    }

    /** Replaces {@code from}, which must stand there once. */
    public EditedCluster edit(String from, String to) {
        if (java.split(Pattern.quote(from), -1).length != 2) {
            throw new AssertionError(file() + " does not hold this once: " + from);
        }
        java = java.replace(from, to);
        return this;
    }

    /** The fleet whose only cluster is this one as it is edited by now. */
    public Consumer<Fleet> fleet() {
        Class<? extends Cluster> edited = compiled();
        return fleet -> fleet.cluster(name, (owner, called) -> {
            try {
                return edited.getConstructor(Fleet.class, String.class).newInstance(owner, called);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Class<? extends Cluster> compiled() {
        try {
            Path classes = Files.createTempDirectory(folder, "classes");
            Path file = folder.resolve("edited").resolve(file());
            Files.createDirectories(file.getParent());
            var sources = new ArrayList<Path>(rooms());
            sources.add(Files.writeString(file, java));
            var classPath = new ArrayList<>(List.of(ChildJvm.classes(), ChildJvm.testClasses()));
            classPath.addAll(ChildJvm.libraries());
            var javac = ToolProvider.getSystemJavaCompiler();
            var messages = new StringWriter();
            try (var files = javac.getStandardFileManager(null, null, null)) {
                List<String> options =
                        List.of("-proc:none", "-d", classes.toString(), "-cp", ChildJvm.classPath(classPath));
                var units = files.getJavaFileObjects(sources.toArray(Path[]::new));
                if (!javac.getTask(messages, files, null, options, null, units).call()) {
                    throw new AssertionError(messages.toString());
                }
            }
            return new Own(classes.toUri().toURL(), type.getName())
                    .loadClass(type.getName())
                    .asSubclass(Cluster.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a class of its own under that name, with its rooms, and everything else from where the test has it. */
    private static final class Own extends URLClassLoader {
        private final String own;
        private final String rooms;

        Own(URL classes, String own) {
            super(new URL[] {classes}, EditedCluster.class.getClassLoader());
            this.own = own;
            String inPackage = own.substring(0, own.lastIndexOf('.') + 1);
            this.rooms = inPackage.equals("clusters.") ? own + "$" : inPackage;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own) && !name.startsWith(rooms)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
