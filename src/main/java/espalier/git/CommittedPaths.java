package espalier.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Commits by their names, and what they change. */
public final class CommittedPaths implements AutoCloseable {
    private final Repository repository;

    private CommittedPaths(Repository repository) {
        this.repository = repository;
    }

    /** The repository around {@code root}; null where there is none. */
    public static @Nullable CommittedPaths around(Path root) throws IOException {
        var builder = new FileRepositoryBuilder().findGitDir(root.toRealPath().toFile());
        return builder.getGitDir() == null
                ? null
                : new CommittedPaths(builder.setMustExist(true).build());
    }

    /** The hash of what {@code name} means, as {@code HEAD} or {@code main~2}; null for nothing. */
    public @Nullable String hash(String name) throws IOException {
        ObjectId id = repository.resolve(name + "^{commit}");
        return id == null ? null : id.name();
    }

    /**
     * The files in which the commit {@code to} differs from {@code from}, or from its own parent where that is {@code to} as
     * well or null.
     *
     * @return null where one of them is not known here
     */
    public @Nullable List<String> between(@Nullable String from, String to) throws IOException {
        try (var revisions = new RevWalk(repository);
                var walk = new TreeWalk(repository)) {
            RevCommit late = revisions.parseCommit(ObjectId.fromString(to));
            RevCommit early = from != null && !from.equals(to)
                    ? revisions.parseCommit(ObjectId.fromString(from))
                    : late.getParentCount() == 0 ? null : revisions.parseCommit(late.getParent(0));
            if (early == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(early.getTree());
            }
            walk.addTree(late.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            var paths = new ArrayList<String>();
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
            return paths;
        } catch (MissingObjectException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
