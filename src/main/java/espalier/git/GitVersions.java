package espalier.git;

import espalier.output.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** The versions of files in the repository around a directory. */
public final class GitVersions implements Versions {
    private static final String[] OTHER_SIDES = {"MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"};

    private final Repository repository;
    private final Path out;

    private GitVersions(Repository repository, Path out) {
        this.repository = repository;
        this.out = out;
    }

    /** The repository that {@code out} stands in, or {@link Versions#NONE}. */
    public static Versions around(Path out) {
        // Otherwise JGit spends seconds timing the file system the first time it meets one.
        FS.FileStoreAttributes.setBackground(true);
        Path absolute = out.toAbsolutePath().normalize();
        var builder = new FileRepositoryBuilder().findGitDir(absolute.toFile());
        if (builder.getGitDir() == null) {
            return NONE;
        }
        try {
            return new GitVersions(builder.setMustExist(true).build(), absolute);
        } catch (IOException e) {
            return NONE;
        }
    }

    private String inRepository(String path) {
        Path root = repository.getWorkTree().toPath().toAbsolutePath().normalize();
        return root.relativize(out.resolve(path)).toString().replace('\\', '/');
    }

    @Override
    public byte @Nullable [] committed(String path) {
        try {
            ObjectId head = repository.resolve("HEAD");
            return head == null ? null : in(head, inRepository(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte @Nullable [] in(ObjectId commit, String path) throws IOException {
        try (var walk = new RevWalk(repository);
                TreeWalk file = TreeWalk.forPath(
                        repository, path, walk.parseCommit(commit).getTree())) {
            return file == null ? null : bytes(file.getObjectId(0));
        }
    }

    private byte[] bytes(ObjectId blob) throws IOException {
        return repository.open(blob).getBytes();
    }

    @Override
    public List<byte[]> merging(String path) {
        String inRepository = inRepository(path);
        var versions = new ArrayList<byte[]>();
        try {
            for (String side : OTHER_SIDES) {
                Ref ref = repository.exactRef(side);
                byte[] version = ref == null ? null : in(ref.getObjectId(), inRepository);
                if (version != null) {
                    versions.add(version);
                }
            }
            DirCache index = repository.readDirCache();
            int first = index.findEntry(inRepository);
            if (first < 0) {
                first = -first - 1;
            }
            for (int i = first; i < index.nextEntry(first); i++) {
                DirCacheEntry entry = index.getEntry(i);
                if (entry.getStage() != DirCacheEntry.STAGE_0
                        && entry.getPathString().equals(inRepository)) {
                    versions.add(bytes(entry.getObjectId()));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        byte[] head = versions.isEmpty() ? null : committed(path);
        if (head != null) {
            versions.add(head);
        }
        return versions;
    }
}
