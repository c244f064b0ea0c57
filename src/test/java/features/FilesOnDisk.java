package features;

import espalier.applied.TreeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a repository as they stand below {@code root}. */
public record FilesOnDisk(Path root) implements TreeFiles {
    @Override
    public @Nullable String read(String path) {
        byte[] bytes = bytes(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] bytes(String path) {
        try {
            Path file = root.resolve(path);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<String> names(String path) {
        String[] names = root.resolve(path).toFile().list();
        return names == null ? List.of() : List.of(names);
    }
}
