package espalier.git;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Reads files out of commits. */
final class Trees {
    private final Repository repository;
    private final Map<ObjectId, RevTree> trees = new ConcurrentHashMap<>();

    Trees(Repository repository) {
        this.repository = repository;
    }

    /** The plain file at {@code path} in {@code commit}, or null. */
    byte @Nullable [] file(ObjectId commit, String path) throws IOException {
        RevTree tree = trees.get(commit);
        if (tree == null) {
            try (var walk = new RevWalk(repository)) {
                tree = walk.parseCommit(commit).getTree();
            }
            trees.put(commit, tree);
        }
        try (TreeWalk file = TreeWalk.forPath(repository, path, tree)) {
            boolean isFile = file != null && (file.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
            return isFile ? bytes(file.getObjectId(0)) : null;
        }
    }

    byte[] bytes(ObjectId blob) throws IOException {
        return repository.open(blob).getBytes();
    }
}
