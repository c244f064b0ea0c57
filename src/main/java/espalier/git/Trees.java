package espalier.git;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
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
        try (ObjectReader reader = repository.newObjectReader()) {
            RevTree tree = trees.get(commit);
            if (tree == null) {
                tree = new RevWalk(reader).parseCommit(commit).getTree();
                trees.put(commit, tree);
            }
            // Given the repository as well, JGit would read the user's and the system's settings after all.
            try (TreeWalk file = TreeWalk.forPath(reader, path, tree)) {
                boolean isFile = file != null && (file.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
                return isFile ? reader.open(file.getObjectId(0)).getBytes() : null;
            }
        }
    }

    byte[] bytes(ObjectId blob) throws IOException {
        return repository.open(blob).getBytes();
    }
}
