package espalier;

import espalier.rules.Construction;
import espalier.rules.Rule;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files that constructs name, from the class path: the one place where a cluster's construction touches files. */
final class Resources {
    private static final String FOLDER = "src/main/resources";

    private final ClassLoader loader;

    Resources(ClassLoader loader) {
        this.loader = loader;
    }

    String text(Resource resource, Node reader) {
        byte[] bytes = read(resource, reader);
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            reader.findings()
                    .report(
                            Construction.RESOURCE_NOT_TEXT,
                            reader,
                            resource.origin(),
                            "Tried to read the resource " + resource.path() + ", but it is no text in UTF-8",
                            "save the file as UTF-8; a binary file has no place in an object");
        }
        return text;
    }

    boolean has(Resource resource) {
        return loader.getResource(resource.path()) != null;
    }

    /** The paths of the files on disk that begin with {@code start}, sorted. */
    List<String> files(String start) {
        return all().stream().filter(file -> file.startsWith(start)).toList();
    }

    private byte[] read(Resource resource, Node reader) {
        String path = resource.path();
        try (InputStream in = path.isEmpty() ? null : loader.getResourceAsStream(path)) {
            if (in != null && !isFolder(path)) {
                return in.readAllBytes();
            }
            if (in != null || path.isEmpty()) {
                String message = "Tried to read the resource \"" + path + "\", but that is a folder";
                report(Construction.RESOURCE_UNREADABLE, resource, reader, message, "name a file in it");
                return new byte[0];
            }
        } catch (IOException e) {
            String message = "Tried to read the resource " + path + ", but: " + e.getMessage();
            report(Construction.RESOURCE_UNREADABLE, resource, reader, message, "make the file readable");
            return new byte[0];
        }
        List<String> all = all();
        String near = nearest(path, all);
        String message = "Tried to read the resource " + path + ", but " + FOLDER + "/ has no such file"
                + (near == null ? siblings(path, all) : "; the nearest is " + near);
        String fix = near == null ? "add the file, or name one that is there" : "name " + near + ", or add the file";
        report(Construction.RESOURCE_MISSING, resource, reader, message, fix);
        return new byte[0];
    }

    private static void report(Rule id, Resource resource, Node reader, String message, String fix) {
        reader.findings().report(id, reader, resource.origin(), message, fix);
    }

    /** The class path gives the names in a folder for its content. */
    private boolean isFolder(String path) {
        URL url = loader.getResource(path);
        return url != null && url.getProtocol().equals("file") && new File(url.getPath()).isDirectory();
    }

    /** The file that was most likely meant: one of the same name in another folder, or else of a similar path. */
    private static @Nullable String nearest(String path, List<String> all) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (String file : all) {
            if (!name.isEmpty() && (file.equals(name) || file.endsWith("/" + name))) {
                return file;
            }
        }
        return Names.nearest(path, all);
    }

    private static String siblings(String path, List<String> all) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        List<String> siblings = all.stream()
                .filter(file -> file.lastIndexOf('/') + 1 == folder.length() && file.startsWith(folder))
                .limit(10)
                .toList();
        return siblings.isEmpty() ? "" : "; there are: " + String.join(", ", siblings);
    }

    private static List<String> all() {
        Path folder = Path.of(System.getProperty("espalier.root", "")).resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
