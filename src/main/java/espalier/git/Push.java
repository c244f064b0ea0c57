package espalier.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Commits what was generated and pushes it, with the user's own name.
 *
 * <p>The commit is made beside the branch and pushed by its hash; branch and index move only when the remote has taken it. So
 * whatever goes wrong, and whenever, leaves the repository as it was.
 */
public final class Push implements AutoCloseable {
    private static final int NAMED = 5;

    private final Repository repository;
    private final String prefix;
    private final GitCredentials credentials;
    private final String remote;
    private final String branch;
    private final ObjectId head;

    /**
     * What came of it.
     *
     * @param commit the revision that the remote branch is at now
     * @param made whether a commit was made for it
     * @param commits how many commits the remote did not have
     * @param where the remote's address, for people
     */
    public record Result(String commit, boolean made, int commits, String branch, String where) {}

    private Push(Repository repository, String prefix, Map<String, String> environment, @Nullable String branch)
            throws IOException, PushException {
        this.repository = repository;
        this.prefix = prefix;
        this.credentials = new GitCredentials(environment);
        String current = repository.getBranch();
        ObjectId commit = repository.resolve(Constants.HEAD);
        if (commit == null || current == null) {
            throw PushException.refused("the repository has no commit yet: make the first one with git, then push");
        }
        if (repository.getRepositoryState() != RepositoryState.SAFE) {
            throw PushException.refused("git is in the middle of something ("
                    + repository.getRepositoryState().getDescription() + "): finish it, or abort it");
        }
        if (ObjectId.isId(current) && branch == null) {
            throw PushException.refused("HEAD is on no branch: check one out, or name one with --branch");
        }
        this.head = commit;
        var config = new BranchConfig(repository.getConfig(), current);
        this.remote = config.getRemote() == null ? Constants.DEFAULT_REMOTE_NAME : config.getRemote();
        String upstream = config.getMerge() == null ? current : Repository.shortenRefName(config.getMerge());
        this.branch = branch == null ? upstream : branch;
    }

    /**
     * The repository that {@code root} is in.
     *
     * @param environment the process's variables
     * @param branch of the remote; null for the one that the current branch follows
     */
    public static Push from(Path root, Map<String, String> environment, @Nullable String branch)
            throws IOException, PushException {
        Path here = root.toRealPath();
        var builder = new FileRepositoryBuilder().findGitDir(here.toFile());
        if (builder.getGitDir() == null) {
            throw PushException.refused("there is no git repository around " + root);
        }
        Repository repository = builder.setMustExist(true).build();
        String below =
                repository.getWorkTree().toPath().toRealPath().relativize(here).toString();
        String prefix = below.isEmpty() ? "" : below.replace('\\', '/') + "/";
        return new Push(repository, prefix, environment, branch);
    }

    /**
     * Does it.
     *
     * @param message the commit's; null for one that names what changes
     */
    public Result run(@Nullable String message) throws IOException, PushException {
        NextCommit next = NextCommit.after(head, repository, prefix);
        refuse(next);
        try (Transport transport = open()) {
            String where = transport.getURI().toString();
            ObjectId tip = tip(transport);
            if (tip != null && !isAncestor(tip, head)) {
                return takeOver(next, tip, where);
            }
            ObjectId commit = next.isEmpty() ? head : commit(next, message == null ? PushMessage.of(next) : message);
            int commits = count(tip, commit);
            if (!commit.equals(tip)) {
                send(transport, commit, tip);
            }
            if (!commit.equals(head)) {
                advance(next, commit);
            }
            return new Result(commit.name(), !commit.equals(head), commits, branch, where);
        } catch (URISyntaxException | NotSupportedException e) {
            throw PushException.failed("the remote " + remote + " cannot be reached: " + e.getMessage());
        } catch (TransportException e) {
            credentials.judge(false);
            String why = credentials.failure();
            throw PushException.failed(why == null ? "the remote says: " + e.getMessage() : why);
        }
    }

    private void refuse(NextCommit next) throws PushException {
        if (!next.conflicts().isEmpty()) {
            throw PushException.refused("a merge left these undecided: " + some(next.conflicts()));
        }
        if (!next.unstaged().isEmpty()) {
            throw PushException.refused("the Java behind dist/ is not staged: " + some(next.unstaged())
                    + "; stage what belongs to this change with git add, and put the rest aside with git stash");
        }
        if (!next.isEmpty() && new GpgConfig(repository.getConfig()).isSignCommits()) {
            throw PushException.refused("this repository signs its commits, which is git's to do:"
                    + " git add dist snapshots && git commit, then push again");
        }
    }

    static String some(List<String> names) {
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Transport open() throws URISyntaxException, NotSupportedException, TransportException, PushException {
        if (repository.getConfig().getString("remote", remote, "url") == null) {
            throw PushException.refused(
                    "the repository has no remote " + remote + ": git remote add " + remote + " URL");
        }
        Transport transport = Transport.open(repository, remote, Transport.Operation.PUSH);
        transport.setCredentialsProvider(credentials);
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SshProgram());
        }
        if (transport.getURI().getScheme() == null && GitCredentials.isGitThere()) {
            transport.setOptionReceivePack(
                    "exec git receive-pack"); // JGit's own passes over the hooks of the other side
        }
        return transport;
    }

    /** Where the remote branch is, fetched if it was not known here; null where there is none yet. */
    private @Nullable ObjectId tip(Transport transport) throws IOException {
        Ref ref;
        try (var connection = transport.openFetch()) {
            ref = connection.getRef(Constants.R_HEADS + branch);
        } catch (NoRemoteRepositoryException e) {
            throw new TransportException(e.getMessage(), e);
        }
        credentials.judge(true);
        if (ref == null || ref.getObjectId() == null) {
            return null;
        }
        if (!repository.getObjectDatabase().has(ref.getObjectId())) {
            transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(new RefSpec("+" + Constants.R_HEADS + branch + ":" + tracking())));
        }
        return ref.getObjectId();
    }

    private String tracking() {
        return Constants.R_REMOTES + remote + "/" + branch;
    }

    private boolean isAncestor(ObjectId early, ObjectId late) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(early), walk.parseCommit(late));
        }
    }

    private int count(@Nullable ObjectId from, ObjectId to) throws IOException {
        return from == null ? 1 : between(from, to).size();
    }

    private List<RevCommit> between(ObjectId from, ObjectId to) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(to));
            walk.markUninteresting(walk.parseCommit(from));
            var commits = new ArrayList<RevCommit>();
            walk.forEach(commits::add);
            return commits;
        }
    }

    /** The remote is ahead: by this very commit, whose push was interrupted before the branch here could follow, or by others. */
    private Result takeOver(NextCommit next, ObjectId tip, String where) throws IOException, PushException {
        List<RevCommit> theirs = between(head, tip);
        if (theirs.size() == 1
                && theirs.get(0).getParentCount() == 1
                && theirs.get(0).getParent(0).equals(head)
                && theirs.get(0).getTree().equals(next.tree())) {
            advance(next, tip);
            return new Result(tip.name(), true, 0, branch, where);
        }
        var who = new ArrayList<String>();
        for (RevCommit commit : theirs) {
            who.add(commit.getAuthorIdent().getName() + " with "
                    + commit.abbreviate(8).name() + " \"" + commit.getShortMessage() + "\"");
        }
        throw PushException.refused("somebody pushed to " + branch + " first: " + some(who)
                + ". Take it in with git pull --rebase, run mvn synth, and push again");
    }

    private ObjectId commit(NextCommit next, String message) throws IOException, PushException {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        if (user.isAuthorNameImplicit() || user.isAuthorEmailImplicit()) {
            throw PushException.refused(
                    "git does not know your name: git config --global user.name \"…\" and user.email");
        }
        var commit = new CommitBuilder();
        commit.setTreeId(next.tree());
        commit.setParentId(head);
        commit.setAuthor(new PersonIdent(repository));
        commit.setCommitter(new PersonIdent(repository));
        commit.setMessage(message.endsWith("\n") ? message : message + "\n");
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private void send(Transport transport, ObjectId commit, @Nullable ObjectId tip) throws IOException, PushException {
        var update = new RemoteRefUpdate(
                repository,
                null,
                commit,
                Constants.R_HEADS + branch,
                false,
                tracking(),
                tip == null ? ObjectId.zeroId() : tip);
        transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {}
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> {
                ObjectId now = tip(transport);
                throw PushException.refused(
                        now == null || isAncestor(now, head)
                                ? "the branch " + branch + " moved meanwhile: push again"
                                : "somebody was faster: " + some(names(now))
                                        + ". Take it in with git pull --rebase, run mvn" + " synth, and push again");
            }
            default ->
                throw PushException.failed("the remote refused it: "
                        + (update.getMessage() == null ? update.getStatus() : update.getMessage()));
        }
    }

    private List<String> names(ObjectId tip) throws IOException {
        var names = new ArrayList<String>();
        for (RevCommit commit : between(head, tip)) {
            names.add(commit.getAuthorIdent().getName() + " with \"" + commit.getShortMessage() + "\"");
        }
        return names;
    }

    /** The branch and the index follow what the remote has taken. */
    private void advance(NextCommit next, ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(Constants.HEAD);
        update.setExpectedOldObjectId(head);
        update.setNewObjectId(commit);
        update.setRefLogMessage("commit: pushed to " + remote + "/" + branch, false);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.FAST_FORWARD && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("the commit " + commit.name() + " is pushed, but the branch here could not follow ("
                    + result + "): git pull --ff-only");
        }
        next.stage(repository);
    }

    @Override
    public void close() {
        repository.close();
    }
}
