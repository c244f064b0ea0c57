package espalier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files that constructs name, from the class path: the one place where a cluster's construction touches files. */
final class Resources {
    private final ClassLoader loader;

    Resources(ClassLoader loader) {
        this.loader = loader;
    }

    byte[] read(Resource resource, Node reader) {
        try (InputStream in = loader.getResourceAsStream(resource.path())) {
            if (in != null) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            reader.findings()
                    .error(
                            "resource-unreadable",
                            reader,
                            resource.origin(),
                            "Tried to read the resource " + resource.path() + ", but: " + e.getMessage(),
                            "make the file readable");
            return new byte[0];
        }
        String near = Names.nearest(resource.path(), siblings(resource.path()));
        reader.findings()
                .error(
                        "resource-missing",
                        reader,
                        resource.origin(),
                        "Tried to read the resource " + resource.path() + ", but src/main/resources/ has no such file"
                                + (near == null ? "" : "; the nearest is " + near),
                        near == null
                                ? "add the file, or name one that is there"
                                : "name " + near + ", or add the file");
        return new byte[0];
    }

    private static List<String> siblings(String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash + 1);
        Path directory = Path.of(System.getProperty("espalier.root", ""))
                .resolve("src/main/resources")
                .resolve(folder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> folder + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
