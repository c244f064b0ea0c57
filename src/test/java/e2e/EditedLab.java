package e2e;

import clusters.Lab;
import espalier.Cluster;
import espalier.Fleet;
import features.ChildJvm;
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

/** The lab as somebody edited it: the Java of its class, changed as text, compiled and loaded beside the committed one. */
final class EditedLab {
    private static final Path SOURCE =
            Path.of(System.getProperty("espalier.root", "."), "src/main/java/clusters/Lab.java");

    private final Path folder;
    private String java;

    /** @param folder where the edited class may go */
    EditedLab(Path folder) throws IOException {
        this.folder = folder;
        this.java = Files.readString(SOURCE);
    }

    /** Replaces {@code from}, which must stand there once. */
    EditedLab edit(String from, String to) {
        if (java.split(Pattern.quote(from), -1).length != 2) {
            throw new AssertionError("Lab.java does not hold this once: " + from);
        }
        java = java.replace(from, to);
        return this;
    }

    /** The fleet whose only cluster is the lab as it is edited by now. */
    Consumer<Fleet> fleet() {
        Class<? extends Cluster> edited = compiled();
        return fleet -> fleet.cluster("lab", (owner, name) -> {
            try {
                return edited.getConstructor(Fleet.class, String.class).newInstance(owner, name);
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
                    Files.createDirectories(folder.resolve("edited")).resolve("Lab.java"), java);
            var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
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
            return new OwnLab(classes.toUri().toURL())
                    .loadClass(Lab.class.getName())
                    .asSubclass(Cluster.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a Lab of its own, and everything else from where the test has it. */
    private static final class OwnLab extends URLClassLoader {
        OwnLab(URL classes) {
            super(new URL[] {classes}, EditedLab.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Lab.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
