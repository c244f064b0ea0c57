package espalier.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files beside the tree first, and then moves them into it.
 *
 * <p>A disk that is full is noticed while nothing of the tree has changed. Killed while files are moved, the tree is half old
 * and half new, and the record knows both halves as ours: the next synth puts it right.
 */
final class StagedWrite {
    private final Path directory;
    private final Path shared;
    private final Path staging;
    private final WriteRecord record;

    StagedWrite(Path out, String cluster, WriteRecord record) {
        this.directory = out.resolve(cluster);
        this.shared = out.resolve(".staging");
        this.staging = shared.resolve(cluster);
        this.record = record;
    }

    void write(List<Change> changes) throws IOException {
        Files.createDirectories(shared);
        Path lockFile = shared.resolve(staging.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            removeTree(staging);
            stage(changes);
            record.intend(changes);
            if (Files.exists(directory)) {
                moveEach(changes);
            } else {
                Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            record.done(changes);
        } finally {
            removeTree(staging);
            Files.deleteIfExists(lockFile);
            deleteIfEmpty(shared);
        }
    }

    private void stage(List<Change> changes) throws IOException {
        Set<Path> made = new HashSet<>();
        for (Change change : changes) {
            OutputFile wanted = change.wanted();
            if (wanted != null) {
                Path file = staging.resolve(change.path());
                createFolder(file.getParent(), made);
                Files.write(file, wanted.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        }
    }

    private void moveEach(List<Change> changes) throws IOException {
        Set<Path> made = new HashSet<>();
        for (Change change : changes) {
            Path target = directory.resolve(change.path());
            if (change.wanted() != null) {
                createFolder(target.getParent(), made);
                Files.move(
                        staging.resolve(change.path()),
                        target,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(target);
                removeEmptyFolders(target.getParent());
            }
        }
    }

    private static void createFolder(@Nullable Path folder, Set<Path> made) throws IOException {
        if (folder != null && made.add(folder)) {
            Files.createDirectories(folder);
        }
    }

    private void removeEmptyFolders(@Nullable Path folder) throws IOException {
        Path at = folder;
        while (at != null && !at.equals(directory) && deleteIfEmpty(at)) {
            at = at.getParent();
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                return false;
            }
        }
        Files.delete(folder);
        return true;
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root)) {
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
