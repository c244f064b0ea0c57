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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A cluster as somebody edited it: the Java of its class, changed as text, compiled and loaded beside the committed one. */
public final class EditedCluster {
    private static final Path JAVA = Path.of(System.getProperty("espalier.root", "."), "src/main/java");
    private static final Path SOURCES = JAVA.resolve("clusters");

    private final Class<? extends Cluster> type;
    private final String name;
    private final Path folder;
    private final Map<Path, String> others = new LinkedHashMap<>();
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

    /**
     * Replaces {@code from} in another class: a room of the cluster, or a construct that only the cluster and its rooms use.
     *
     * @param path below {@code src/main/java}
     */
    public EditedCluster edit(String path, String from, String to) throws IOException {
        Path source = JAVA.resolve(path);
        if (source.equals(SOURCES.resolve(file()))) {
            return edit(from, to);
        }
        String before = others.containsKey(source) ? others.get(source) : Files.readString(source);
        if (before.split(Pattern.quote(from), -1).length != 2) {
            throw new AssertionError(path + " does not hold this once: " + from);
        }
        others.put(source, before.replace(from, to));
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
            sources.removeAll(others.keySet());
            sources.add(Files.writeString(file, java));
            for (Map.Entry<Path, String> other : others.entrySet()) {
                Path copy = folder.resolve("edited").resolve(JAVA.relativize(other.getKey()));
                Files.createDirectories(copy.getParent());
                sources.add(Files.writeString(copy, other.getValue()));
            }
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
            return new Own(classes.toUri().toURL()).loadClass(type.getName()).asSubclass(Cluster.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the classes that were compiled here, and everything else from where the test has it. */
    private static final class Own extends URLClassLoader {
        Own(URL classes) {
            super(new URL[] {classes}, EditedCluster.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (findResource(name.replace('.', '/') + ".class") == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
