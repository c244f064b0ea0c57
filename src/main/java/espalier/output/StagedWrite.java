package espalier.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes files beside the tree first, and then moves them into it.
 *
 * <p>Whatever needs room on the disk (files, folders, the note of what will be moved) is made before anything of the tree has
 * changed. Killed while files are moved, the tree is half old and half new, and the record knows both halves as ours: the
 * next synth puts it right.
 */
final class StagedWrite {
    private final Path directory;
    private final Path shared;
    private final Path staging;

    StagedWrite(Path out, String cluster) {
        this.directory = out.resolve(cluster);
        this.shared = out.resolve(".staging");
        this.staging = shared.resolve(cluster);
    }

    /** Whether an interrupted synth left files beside the tree. */
    boolean isLeft() {
        return Files.exists(staging, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether an interrupted synth left the folder that all clusters share, or another synth is at work in it. */
    boolean isFolderThere() {
        return Files.exists(shared, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes {@code changes}; {@code record} knows of them before the first file is moved. */
    void write(List<Change> changes, WriteRecord record) throws IOException {
        if (changes.isEmpty()) {
            clean();
            return;
        }
        Deque<Path> made = new ArrayDeque<>();
        try {
            stage(changes);
            record.intend(changes);
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
            } else {
                makeFolders(changes, made);
                moveEach(changes);
            }
        } catch (IOException e) {
            for (Path folder : made) {
                Folders.removeIfEmpty(folder);
            }
            throw e;
        } finally {
            clean();
        }
    }

    private void stage(List<Change> changes) throws IOException {
        clean();
        createStaging();
        Set<String> made = new HashSet<>();
        for (Change change : changes) {
            String folder = TreeReader.folderOf(change.path());
            if (change.wanted() != null && made.add(folder)) {
                Files.createDirectories(staging.resolve(folder));
            }
        }
        SharedWork.each(changes.size(), i -> {
            Change change = changes.get(i);
            OutputFile wanted = change.wanted();
            if (wanted != null) {
                Path file = staging.resolve(change.path());
                Files.write(file, wanted.bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        });
    }

    /** Again when the synth of another cluster has just removed the shared folder, finding it empty. */
    private void createStaging() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(staging);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    private void makeFolders(List<Change> changes, Deque<Path> made) throws IOException {
        Set<Path> there = new HashSet<>();
        for (Change change : changes) {
            if (change.wanted() != null) {
                Folders.make(directory.resolve(change.path()).getParent(), there, made);
            }
        }
    }

    private void moveEach(List<Change> changes) throws IOException {
        for (Change change : changes) {
            Path target = directory.resolve(change.path());
            if (change.wanted() != null) {
                Files.move(
                        staging.resolve(change.path()),
                        target,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(target);
                Folders.removeEmpty(target.getParent(), directory);
            }
        }
    }

    /** Takes away what stands beside the tree. What cannot be removed now, the next synth removes. */
    private void clean() {
        try {
            if (Files.isSymbolicLink(shared)) {
                Files.delete(shared);
            }
            Folders.removeTree(staging);
            Folders.removeIfEmpty(shared);
        } catch (IOException e) {
            return; // such as: the synth of another cluster works in the shared folder
        }
    }
}
