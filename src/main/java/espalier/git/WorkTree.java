package espalier.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A repository in which somebody works, and which is ready for commits.
 *
 * @param repository with the user's settings
 * @param prefix the directory of the clusters in it, with a slash at its end; empty for its root
 * @param head the commit that is checked out
 * @param branch the one that is checked out; null for none
 */
record WorkTree(
        Repository repository,
        String prefix,
        ObjectId head,
        @Nullable String branch) {
    /** The one that {@code root} is in. From now on, the end of the program waits for steps that belong together. */
    static WorkTree around(Path root) throws IOException, PushException {
        Unbroken.begin();
        Path here = root.toRealPath();
        var builder = new FileRepositoryBuilder().findGitDir(here.toFile());
        if (builder.getGitDir() == null) {
            throw PushException.refused("there is no git repository around " + root);
        }
        Repository repository = builder.setMustExist(true).build();
        try {
            return of(repository, here);
        } catch (IOException | PushException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static WorkTree of(Repository repository, Path here) throws IOException, PushException {
        if (repository.isBare()) {
            throw PushException.refused("the repository " + repository.getDirectory()
                    + " is bare, so that nothing of it is checked out: do this in a clone, or, should it be none, say git"
                    + " config core.bare false");
        }
        String below =
                repository.getWorkTree().toPath().toRealPath().relativize(here).toString();
        String prefix = below.isEmpty() ? "" : below.replace('\\', '/') + "/";
        String current = repository.getBranch();
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null || current == null) {
            throw PushException.refused("the repository has no commit yet: make the first one with git");
        }
        if (repository.getRepositoryState() != RepositoryState.SAFE) {
            throw PushException.refused("git is in the middle of something ("
                    + repository.getRepositoryState().getDescription() + "): finish it, or abort it");
        }
        return new WorkTree(repository, prefix, head, ObjectId.isId(current) ? null : current);
    }

    void refuseNameless() throws PushException {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        if (user.isAuthorNameImplicit()
                || user.isCommitterNameImplicit()
                || user.isAuthorEmailImplicit()
                || user.isCommitterEmailImplicit()) {
            throw PushException.refused("git does not know who you are, so that a commit would have no author:"
                    + " git config --global user.name \"Your Name\" && git config --global user.email you@example.com");
        }
    }

    /**
     * Makes a commit, signed where the user signs; no branch moves.
     *
     * @param author null for the user
     */
    ObjectId commit(ObjectId tree, ObjectId parent, @Nullable PersonIdent author, String message)
            throws IOException, PushException {
        if (new GpgConfig(repository.getConfig()).isSignCommits()) {
            return Signature.commit(repository, tree, parent, author, message);
        }
        var user = new PersonIdent(repository);
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(parent);
        commit.setAuthor(author == null ? user : author);
        commit.setCommitter(user);
        commit.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
