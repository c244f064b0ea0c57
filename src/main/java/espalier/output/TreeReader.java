package espalier.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files below a directory, and never through a symbolic link.
 *
 * <p>One buffer for all of them, and a file is compared where it was read: an unchanged tree is nothing but such reads.
 */
final class TreeReader {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private final Path directory;
    private final Map<String, Boolean> folders = new HashMap<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    TreeReader(Path directory) {
        this.directory = directory;
    }

    /** Whether {@code folder}, empty for the directory itself, is there and no link leads to it. */
    boolean isFolder(String folder) {
        Boolean known = folders.get(folder);
        if (known == null) {
            int slash = folder.lastIndexOf('/');
            boolean below = folder.isEmpty() || isFolder(slash < 0 ? "" : folder.substring(0, slash));
            known = below && Files.isDirectory(directory.resolve(folder), LinkOption.NOFOLLOW_LINKS);
            folders.put(folder, known);
        }
        return known;
    }

    /** Whether anything stands at {@code path}. */
    boolean exists(String path) {
        return isFolder(folderOf(path)) && Files.exists(directory.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the file at {@code path} is there and holds exactly {@code bytes}. */
    boolean holds(String path, byte[] bytes) throws IOException {
        return load(path) && buffer.equals(ByteBuffer.wrap(bytes));
    }

    /** What the file at {@code path} holds; null where no plain file stands, or only a link leads to it. */
    byte @Nullable [] read(String path) throws IOException {
        if (!load(path)) {
            return null;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private boolean load(String path) throws IOException {
        if (!isFolder(folderOf(path))) {
            return false;
        }
        Path file = directory.resolve(path);
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ, NO_ATTRIBUTES)) {
            buffer.clear();
            while (channel.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    grow();
                }
            }
            buffer.flip();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.isSymbolicLink(file) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            // What the operating system says of a read does not name the file.
            throw e instanceof FileSystemException ? e : new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    private void grow() {
        ByteBuffer larger = ByteBuffer.allocateDirect(buffer.capacity() * 4);
        buffer.flip();
        larger.put(buffer);
        buffer = larger;
    }
}
