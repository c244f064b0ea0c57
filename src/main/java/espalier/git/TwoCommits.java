package espalier.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * Writes a change that is committed already once more, as two commits with a branch each: one that prepares it, and one that
 * comes to the same tree. What is checked out, its branch and the index stay as they are.
 */
public final class TwoCommits implements AutoCloseable {
    private final WorkTree here;
    private final Repository repository;

    private TwoCommits(WorkTree here) {
        this.here = here;
        this.repository = here.repository();
    }

    /** A branch, and the commit that it is at. */
    public record Branch(String name, String commit) {}

    /** In the repository around {@code root}, of which everything that {@code dist/} is made of must be committed. */
    public static TwoCommits in(Path root) throws IOException, PushException {
        var commits = new TwoCommits(WorkTree.around(root));
        try {
            commits.refuseWork();
            return commits;
        } catch (IOException | PushException | RuntimeException e) {
            commits.close();
            throw e;
        }
    }

    private void refuseWork() throws IOException, PushException {
        NextCommit next = NextCommit.after(here.head(), here.repository(), here.prefix());
        if (!next.conflicts().isEmpty()) {
            throw PushException.refused("a merge left these undecided: " + Push.some(next.conflicts()));
        }
        if (!next.uncommitted().isEmpty()) {
            throw PushException.refused("this is not committed: " + Push.some(next.uncommitted())
                    + "; commit the change as one, on a branch");
        }
    }

    /** The commit that is checked out. */
    public String head() {
        return here.head().name();
    }

    /** The branch that is checked out; null for none. */
    public @Nullable String branch() {
        return here.branch();
    }

    /** The subject of the newest commit. */
    public String subject() throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(here.head()).getShortMessage();
        }
    }

    /** Refuses two branches called after {@code name} that cannot be made, and a base that the change does not stand on. */
    public void refuse(String base, String name) throws IOException, PushException {
        here.refuseNameless();
        if (!Repository.isValidRefName(ref(name, 1))) {
            throw PushException.refused("git takes no branch of the name " + name + "-1: name another with --branch");
        }
        try (var walk = new RevWalk(repository)) {
            if (!walk.isMergedInto(walk.parseCommit(ObjectId.fromString(base)), walk.parseCommit(here.head()))) {
                throw PushException.refused("what is checked out does not stand on " + base.substring(0, 7)
                        + ": git rebase it onto that, or name an earlier commit");
            }
        }
    }

    private static String ref(String name, int number) {
        return Constants.R_HEADS + name + "-" + number;
    }

    /**
     * Writes them, both or none.
     *
     * @param base the commit that they stand on
     * @param files what the first changes, from the directory of the clusters on; null for one that goes
     * @param message of the first
     * @param name of the branches, which end in {@code -1} and {@code -2}
     */
    public List<Branch> write(String base, Map<String, byte @Nullable []> files, String message, String name)
            throws IOException, PushException {
        ObjectId parent = ObjectId.fromString(base);
        ObjectId tree = tree(parent, files);
        ObjectId last;
        try (var walk = new RevWalk(repository)) {
            last = walk.parseCommit(here.head()).getTree().getId();
        }
        List<Branch> there = there(parent, List.of(tree, last), name);
        if (!there.isEmpty()) {
            return there;
        }
        ObjectId first = here.commit(tree, parent, null, message);
        List<RevCommit> change = change(parent);
        RevCommit newest = change.get(change.size() - 1);
        ObjectId second = here.commit(last, first, newest.getAuthorIdent(), message(change));
        create(name, first, second);
        return List.of(new Branch(name + "-1", first.name()), new Branch(name + "-2", second.name()));
    }

    /** The two, where an earlier run has made them; none where there are none. */
    private List<Branch> there(ObjectId base, List<ObjectId> trees, String name) throws IOException, PushException {
        var found = new ArrayList<Branch>();
        ObjectId parent = base;
        try (var walk = new RevWalk(repository)) {
            for (int i = 0; i < trees.size(); i++) {
                Ref ref = repository.exactRef(ref(name, i + 1));
                if (ref == null || ref.getObjectId() == null) {
                    continue;
                }
                RevCommit commit = walk.parseCommit(ref.getObjectId());
                boolean isOurs = found.size() == i
                        && commit.getTree().getId().equals(trees.get(i))
                        && commit.getParentCount() == 1
                        && commit.getParent(0).getId().equals(parent);
                if (!isOurs) {
                    throw PushException.refused("there is a branch " + name + "-" + (i + 1)
                            + " already, which says something else: name others with --branch, or take it away with git"
                            + " branch -D " + name + "-" + (i + 1));
                }
                found.add(new Branch(name + "-" + (i + 1), commit.name()));
                parent = commit.getId();
            }
        }
        if (found.size() == 1) {
            throw PushException.refused("there is a branch " + found.get(0).name() + " already, and no " + name
                    + "-2: name others with --branch, or take it away with git branch -D "
                    + found.get(0).name());
        }
        return found;
    }

    private ObjectId tree(ObjectId base, Map<String, byte @Nullable []> files) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = repository.newObjectReader()) {
            var blobs = new LinkedHashMap<String, @Nullable ObjectId>();
            for (Map.Entry<String, byte @Nullable []> file : files.entrySet()) {
                byte[] content = file.getValue();
                blobs.put(
                        here.prefix() + file.getKey(),
                        content == null ? null : inserter.insert(Constants.OBJ_BLOB, content));
            }
            DirCache whole =
                    DirCache.read(reader, new RevWalk(reader).parseCommit(base).getTree());
            DirCacheEditor editor = whole.editor();
            blobs.forEach(
                    (path, blob) -> editor.add(blob == null ? new DirCacheEditor.DeletePath(path) : put(path, blob)));
            editor.finish();
            ObjectId tree = whole.writeTree(inserter);
            inserter.flush();
            return tree;
        }
    }

    private static DirCacheEditor.PathEdit put(String path, ObjectId blob) {
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(blob);
            }
        };
    }

    /** The commits after {@code base}, the oldest first. */
    private List<RevCommit> change(ObjectId base) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(here.head()));
            walk.markUninteresting(walk.parseCommit(base));
            var commits = new ArrayList<RevCommit>();
            for (RevCommit commit : walk) {
                walk.parseBody(commit);
                commits.add(commit);
            }
            return commits;
        }
    }

    /** That of the one commit; of several, what each of them is about. */
    private static String message(List<RevCommit> change) {
        RevCommit newest = change.get(change.size() - 1);
        if (change.size() == 1) {
            return newest.getFullMessage();
        }
        var message = new StringBuilder(newest.getShortMessage()).append("\n\n");
        change.forEach(
                each -> message.append("- ").append(each.getShortMessage()).append('\n'));
        return message.toString();
    }

    private void create(String name, ObjectId first, ObjectId second) throws IOException {
        BatchRefUpdate update = repository.getRefDatabase().newBatchUpdate();
        update.setAtomic(true);
        update.setRefLogMessage("espalier move", false);
        update.addCommand(new ReceiveCommand(ObjectId.zeroId(), first, ref(name, 1)));
        update.addCommand(new ReceiveCommand(ObjectId.zeroId(), second, ref(name, 2)));
        Unbroken.run(() -> {
            try (var walk = new RevWalk(repository)) {
                update.execute(walk, NullProgressMonitor.INSTANCE);
            }
            for (ReceiveCommand each : update.getCommands()) {
                if (each.getResult() != ReceiveCommand.Result.OK) {
                    throw new IOException("git made no branch " + each.getRefName() + ": " + each.getResult()
                            + (each.getMessage() == null ? "" : ", " + each.getMessage()));
                }
            }
        });
    }

    @Override
    public void close() {
        repository.close();
    }
}
