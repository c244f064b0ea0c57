package espalier.output;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and removes folders; a symbolic link is never taken for one. */
final class Folders {
    private Folders() {}

    /** Makes {@code folder} and those above it, unless they are {@code there}; notes in {@code made}, innermost first, which. */
    static void make(@Nullable Path folder, Set<Path> there, Deque<Path> made) throws IOException {
        if (folder != null && there.add(folder) && !Files.isDirectory(folder)) {
            make(folder.getParent(), there, made);
            Files.createDirectory(folder);
            made.push(folder);
        }
    }

    /** Removes {@code folder}, and then those above it, while they are empty, up to but without {@code top}. */
    static void removeEmpty(@Nullable Path folder, Path top) throws IOException {
        Path at = folder;
        while (at != null && !at.equals(top) && removeIfEmpty(at)) {
            at = at.getParent();
        }
    }

    /** Whether {@code folder} is not there any more. */
    static boolean removeIfEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return true; // another synth found it empty as well
        }
        Files.deleteIfExists(folder);
        return true;
    }

    /** Removes {@code root} with all that is in it; a link is removed itself. */
    static void removeTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
