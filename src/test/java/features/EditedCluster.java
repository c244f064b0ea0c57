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
        return type.getSimpleName() + ".java";
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
            Path source = Files.writeString(
                    Files.createDirectories(folder.resolve("edited")).resolve(file()), java);
            var classPath = new ArrayList<>(List.of(ChildJvm.classes(), ChildJvm.testClasses()));
            classPath.addAll(ChildJvm.libraries());
            var javac = ToolProvider.getSystemJavaCompiler();
            var messages = new StringWriter();
            try (var files = javac.getStandardFileManager(null, null, null)) {
                List<String> options =
                        List.of("-proc:none", "-d", classes.toString(), "-cp", ChildJvm.classPath(classPath));
                var units = files.getJavaFileObjects(source);
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

    /** Has a class of its own under that name, and everything else from where the test has it. */
    private static final class Own extends URLClassLoader {
        private final String own;

        Own(URL classes, String own) {
            super(new URL[] {classes}, EditedCluster.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
