package espalier.git;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.jspecify.annotations.Nullable;

/**
 * What a push commits: the trees that were generated, as they stand on disk, and of what they are made of only what the user
 * has staged. Nothing else that is staged or changed is touched.
 */
final class NextCommit {
    private static final List<String> GENERATED = List.of("dist", "snapshots");
    /** What the trees are made of; only there does a change that is not staged matter. */
    private static final List<String> SOURCES = List.of("src/main", "patches", "moves", "schemas", "pom.xml");

    private static final String TESTS = "src/test";

    private final String prefix;
    /** The new content by path; null where a file goes. */
    private final Map<String, @Nullable Content> changes = new LinkedHashMap<>();

    private final List<String> unstaged = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private @Nullable ObjectId tree;
    private boolean generatedChanges;

    private record Content(ObjectId id, FileMode mode) {}

    private NextCommit(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The commit that follows {@code head}.
     *
     * @param prefix the directory of the clusters in the repository, with a slash at its end; empty for its root
     */
    static NextCommit after(ObjectId head, Repository repository, String prefix) throws IOException {
        var commit = new NextCommit(prefix);
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = repository.newObjectReader();
                var walk = new TreeWalk(repository)) {
            ObjectId before = new RevWalk(reader).parseCommit(head).getTree();
            walk.addTree(before);
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.addTree(new FileTreeIterator(repository));
            walk.getTree(2, FileTreeIterator.class).setDirCacheIterator(walk, 1);
            walk.setFilter(PathFilterGroup.createFromStrings(commit.paths()));
            while (walk.next()) {
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else {
                    commit.take(walk, inserter, reader);
                }
            }
            commit.tree = commit.write(before, reader, inserter);
            inserter.flush();
        }
        return commit;
    }

    private List<String> paths() {
        var paths = new ArrayList<String>();
        GENERATED.forEach(path -> paths.add(prefix + path));
        SOURCES.forEach(path -> paths.add(prefix + path));
        paths.add(prefix + TESTS);
        return paths;
    }

    private void take(TreeWalk walk, ObjectInserter inserter, ObjectReader reader) throws IOException {
        String path = walk.getPathString();
        AbstractTreeIterator head = walk.getTree(0, AbstractTreeIterator.class);
        DirCacheIterator staged = walk.getTree(1, DirCacheIterator.class);
        WorkingTreeIterator file = walk.getTree(2, WorkingTreeIterator.class);
        if (staged != null && staged.getDirCacheEntry().getStage() != DirCacheEntry.STAGE_0) {
            if (!conflicts.contains(path)) {
                conflicts.add(path);
            }
            return;
        }
        if (isBelow(path, GENERATED)) {
            generated(path, head, staged, file, inserter);
        } else {
            source(path, head, staged, file, reader);
        }
    }

    private boolean isBelow(String path, List<String> folders) {
        for (String folder : folders) {
            if (path.equals(prefix + folder) || path.startsWith(prefix + folder + "/")) {
                return true;
            }
        }
        return false;
    }

    private void generated(
            String path,
            @Nullable AbstractTreeIterator head,
            @Nullable DirCacheIterator staged,
            @Nullable WorkingTreeIterator file,
            ObjectInserter inserter)
            throws IOException {
        if (file == null) {
            if (head != null) {
                changes.put(path, null);
                generatedChanges = true;
            }
        } else if (head != null || staged != null || !file.isEntryIgnored()) {
            ObjectId id = file.getEntryObjectId();
            FileMode mode = file.getIndexFileMode(staged);
            if (head == null
                    || !head.getEntryObjectId().equals(id)
                    || !head.getEntryFileMode().equals(mode)) {
                try (InputStream content = file.openEntryStream()) {
                    id = inserter.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), content);
                }
                changes.put(path, new Content(id, mode));
                generatedChanges = true;
            }
        }
    }

    private void source(
            String path,
            @Nullable AbstractTreeIterator head,
            @Nullable DirCacheIterator staged,
            @Nullable WorkingTreeIterator file,
            ObjectReader reader)
            throws IOException {
        if (staged == null) {
            if (head != null) {
                changes.put(path, null);
            }
            if (file != null && !file.isEntryIgnored()) {
                noteUnstaged(path);
            }
            return;
        }
        ObjectId id = staged.getEntryObjectId();
        FileMode mode = staged.getEntryFileMode();
        if (head == null
                || !head.getEntryObjectId().equals(id)
                || !head.getEntryFileMode().equals(mode)) {
            changes.put(path, new Content(id, mode));
        }
        if (file == null || file.isModified(staged.getDirCacheEntry(), true, reader)) {
            noteUnstaged(path);
        }
    }

    private void noteUnstaged(String path) {
        if (isBelow(path, SOURCES)) {
            unstaged.add(path);
        }
    }

    private ObjectId write(ObjectId before, ObjectReader reader, ObjectInserter inserter) throws IOException {
        DirCache whole = DirCache.read(reader, before);
        apply(whole.editor());
        return whole.writeTree(inserter);
    }

    private void apply(DirCacheEditor editor) {
        changes.forEach((path, content) -> {
            if (content == null) {
                editor.add(new DirCacheEditor.DeletePath(path));
            } else {
                editor.add(new DirCacheEditor.PathEdit(path) {
                    @Override
                    public void apply(DirCacheEntry entry) {
                        entry.setFileMode(content.mode);
                        entry.setObjectId(content.id);
                        entry.setLength(0);
                        entry.setLastModified(java.time.Instant.EPOCH); // git looks at the content itself
                    }
                });
            }
        });
        editor.finish();
    }

    /**
     * Lets the user's index say what was committed; everything else in it stays.
     *
     * @param move done when the new index stands on disk but does not count yet, so that neither a full disk nor somebody
     *     else's git comes in between
     */
    void stage(Repository repository, Unbroken.Steps move) throws IOException {
        DirCache index = repository.lockDirCache();
        try {
            apply(index.editor());
            index.write();
            move.run();
            if (!index.commit()) {
                throw new IOException("the index could not be written");
            }
        } finally {
            index.unlock();
        }
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    ObjectId tree() {
        return java.util.Objects.requireNonNull(tree);
    }

    /** The paths that change, from the directory of the clusters on. */
    List<String> paths(String below) {
        var paths = new ArrayList<String>();
        for (String path : changes.keySet()) {
            if (path.startsWith(prefix + below)) {
                paths.add(path.substring(prefix.length()));
            }
        }
        return paths;
    }

    /** Changes of what the generated trees are made of that are not staged, where these trees change. */
    List<String> unstaged() {
        return generatedChanges ? unstaged : List.of();
    }

    /** All that is not committed as it stands, from the directory of the clusters on. */
    List<String> uncommitted() {
        var paths = new TreeSet<>(paths(""));
        unstaged.forEach(path -> paths.add(path.substring(prefix.length())));
        return List.copyOf(paths);
    }

    /** Files that a merge left undecided. */
    List<String> conflicts() {
        return conflicts;
    }
}
