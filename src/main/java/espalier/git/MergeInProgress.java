package espalier.git;

import espalier.output.Versions.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The merge, cherry-pick, revert, rebase or applied stash that git is in the middle of, as its notes and its index tell. */
final class MergeInProgress {
    private static final byte[] NOTHING = {};

    private final Trees trees;
    private final DirCache index;
    private final List<ObjectId> sides = new ArrayList<>();
    private final List<ObjectId> bases = new ArrayList<>();
    private final boolean hasConflicts;
    private final @Nullable ObjectId stash;

    MergeInProgress(Repository repository, Trees trees) throws IOException {
        this.trees = trees;
        this.index = index(repository);
        this.hasConflicts = index.hasUnmergedPaths();
        List<ObjectId> merged = repository.readMergeHeads();
        if (merged != null) {
            sides.addAll(merged);
        }
        applied(repository, repository.readCherryPickHead());
        ObjectId squashed = squashed(repository.readSquashCommitMsg());
        if (squashed != null) {
            sides.add(squashed);
        }
        Path git = repository.getDirectory().toPath();
        // git leaves REBASE_HEAD behind.
        if (Files.exists(git.resolve("rebase-merge")) || Files.exists(git.resolve("rebase-apply"))) {
            applied(repository, repository.resolve("REBASE_HEAD"));
        }
        ObjectId reverted = repository.readRevertHead();
        ObjectId before = parent(repository, reverted);
        if (reverted != null && before != null) {
            sides.add(before);
            bases.add(reverted);
        }
        this.stash = repository.resolve("refs/stash");
    }

    /** What {@code merge --squash} joins stands nowhere but in the message that it prepares: the newest commit first. */
    private static @Nullable ObjectId squashed(@Nullable String message) {
        int start = message == null ? -1 : message.indexOf("\ncommit ");
        int end = start + 8 + Constants.OBJECT_ID_STRING_LENGTH;
        String name = message == null || start < 0 || message.length() < end ? "" : message.substring(start + 8, end);
        return ObjectId.isId(name) ? ObjectId.fromString(name) : null;
    }

    /** One of a form that JGit does not read, such as a split one, tells nothing; the notes are left. */
    private static DirCache index(Repository repository) throws IOException {
        try {
            return repository.readDirCache();
        } catch (CorruptObjectException e) {
            return DirCache.newInCore();
        }
    }

    private void applied(Repository repository, @Nullable ObjectId commit) throws IOException {
        if (commit != null) {
            sides.add(commit);
            ObjectId before = parent(repository, commit);
            if (before != null) {
                bases.add(before);
            }
        }
    }

    private static @Nullable ObjectId parent(Repository repository, @Nullable ObjectId commit) throws IOException {
        if (commit == null) {
            return null;
        }
        try (var walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(commit);
            return parsed.getParentCount() == 0 ? null : parsed.getParent(0);
        }
    }

    /** The versions of {@code path}, one of which, {@code committed}, is the last commit's. */
    Merge of(String path, byte @Nullable [] committed, boolean marked) throws IOException {
        var versions = new Merge(new ArrayList<>(), new ArrayList<>());
        versions.sides().add(committed == null ? NOTHING : committed);
        for (ObjectId side : sides) {
            versions.sides().add(orNothing(trees.file(side, path)));
        }
        for (ObjectId base : bases) {
            versions.bases().add(orNothing(trees.file(base, path)));
        }
        if (stash != null && sides.isEmpty() && (marked || hasConflicts)) {
            versions.sides().add(orNothing(trees.file(stash, path)));
        }
        addConflict(path, versions);
        return versions;
    }

    private void addConflict(String path, Merge versions) throws IOException {
        int first = index.findEntry(path);
        for (int i = first; i >= 0 && i < index.nextEntry(first); i++) {
            DirCacheEntry entry = index.getEntry(i);
            if (entry.getStage() != DirCacheEntry.STAGE_0) {
                boolean isBase = entry.getStage() == DirCacheEntry.STAGE_1;
                (isBase ? versions.bases() : versions.sides()).add(trees.bytes(entry.getObjectId()));
            }
        }
    }

    private static byte[] orNothing(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : bytes;
    }
}
