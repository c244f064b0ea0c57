package espalier.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** The commits of the repository around a directory, by their names, and the files below that directory in them. */
public final class Revisions implements AutoCloseable {
    /** What a main branch is called, in the order in which it is looked for. */
    private static final List<String> MAIN = List.of(
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/master",
            "refs/heads/main",
            "refs/heads/master");

    private final Repository repository;
    private final String prefix;

    private Revisions(Repository repository, String prefix) {
        this.repository = repository;
        this.prefix = prefix;
    }

    /** The repository around {@code root}; null where there is none. */
    public static @Nullable Revisions around(Path root) throws IOException {
        SystemReader usual = SystemReader.getInstance();
        SystemReader.setInstance(new NoSettings(usual));
        try {
            Path real = root.toRealPath();
            var builder = new FileRepositoryBuilder().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                return null;
            }
            Repository repository = builder.setMustExist(true).build();
            Path top = repository.isBare()
                    ? real
                    : repository.getWorkTree().toPath().toRealPath();
            String prefix = top.relativize(real).toString().replace(File.separatorChar, '/');
            return new Revisions(repository, prefix.isEmpty() ? "" : prefix + "/");
        } finally {
            SystemReader.setInstance(usual);
        }
    }

    /** The hash of the commit that {@code name} means, as {@code HEAD} or {@code main~2}; null for none. */
    public @Nullable String hash(String name) throws IOException {
        try {
            ObjectId id = repository.resolve(name + "^{commit}");
            return id == null ? null : id.name();
        } catch (RevisionSyntaxException | IncorrectObjectTypeException | AmbiguousObjectException e) {
            return null;
        }
    }

    /** Whether it was cloned without all of its commits. */
    public boolean isShallow() throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    /** The branch that others are merged into; null where none has one of the usual names. */
    public @Nullable String mainBranch() throws IOException {
        for (String name : MAIN) {
            Ref ref = repository.exactRef(name);
            if (ref != null && ref.getObjectId() != null) {
                return ref.getTarget().getName().replaceFirst("^refs/(heads|remotes)/", "");
            }
        }
        return null;
    }

    /** The newest commit that both have; null where they have none. */
    public @Nullable String mergeBase(String one, String other) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
            RevCommit base = walk.next();
            return base == null ? null : base.name();
        }
    }

    /** The files of the commit with that hash. */
    public CommittedTree tree(String hash) throws IOException {
        return new CommittedTree(repository, ObjectId.fromString(hash), prefix);
    }

    @Override
    public void close() {
        repository.close();
    }
}
