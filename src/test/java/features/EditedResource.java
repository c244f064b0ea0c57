package features;

import espalier.Cluster;
import espalier.Fleet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;

/** The classes of a cluster, with a file in the place of one of their resources: read anew whenever the cluster is made. */
final class EditedResource extends ClassLoader {
    private final String classes;
    private final String path;
    private final Path file;

    private EditedResource(String classes, String path, Path file) {
        super(EditedResource.class.getClassLoader());
        this.classes = classes;
        this.path = path;
        this.file = file;
    }

    /** Makes {@code type}, a public class with a public constructor, that reads {@code file} where it asks for {@code path}. */
    static BiFunction<Fleet, String, Cluster> of(Class<? extends Cluster> type, String path, Path file) {
        return (fleet, name) -> {
            try {
                String inPackage = type.getPackageName() + ".";
                String classes = inPackage.equals("clusters.") ? type.getName() : inPackage; // a package has rooms
                return (Cluster) new EditedResource(classes, path, file)
                        .loadClass(type.getName())
                        .getConstructor(Fleet.class, String.class)
                        .newInstance(fleet, name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    protected Class<?> loadClass(String type, boolean resolve) throws ClassNotFoundException {
        if (!type.startsWith(classes)) {
            return super.loadClass(type, resolve);
        }
        Class<?> loaded = findLoadedClass(type);
        try (InputStream in = getParent().getResourceAsStream(type.replace('.', '/') + ".class")) {
            byte[] code = Objects.requireNonNull(in).readAllBytes();
            return loaded == null ? defineClass(type, code, 0, code.length) : loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URL getResource(String name) {
        try {
            return name.equals(path) ? file.toUri().toURL() : super.getResource(name);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            return name.equals(path)
                    ? new ByteArrayInputStream(Files.readAllBytes(file))
                    : super.getResourceAsStream(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
