package espalier.git;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
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
    /** Hooks of the other side are given that long to say something. */
    private static final int SILENCE_SECONDS = 120;

    private final WorkTree here;
    private final Repository repository;
    private final String prefix;
    private final GitCredentials credentials;
    private final Map<String, String> environment;
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

    private Push(WorkTree here, Map<String, String> environment, @Nullable String branch) throws PushException {
        this.here = here;
        this.repository = here.repository();
        this.prefix = here.prefix();
        this.head = here.head();
        this.environment = environment;
        this.credentials = new GitCredentials(environment, repository.getWorkTree());
        String current = here.branch();
        if (current == null && branch == null) {
            throw PushException.refused("HEAD is on no branch: check one out, or name one with --branch");
        }
        String followed = current == null ? here.head().name() : current;
        var config = new BranchConfig(repository.getConfig(), followed);
        this.remote = config.getRemote() == null ? Constants.DEFAULT_REMOTE_NAME : config.getRemote();
        String upstream = config.getMerge() == null ? followed : Repository.shortenRefName(config.getMerge());
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
        return new Push(WorkTree.around(root), environment, branch);
    }

    /**
     * Does it.
     *
     * @param message the commit's; null for one that names what changes
     * @param said what the repository's hooks print, for people
     */
    public Result run(@Nullable String message, PrintStream said) throws IOException, PushException {
        NextCommit next = NextCommit.after(head, repository, prefix);
        refuse(next);
        var hooks = new CommitHooks(repository, said);
        try (Transport transport = open(said)) {
            String where = transport.getURI().toString();
            ObjectId tip = tip(transport);
            if (tip != null && !isAncestor(tip, head)) {
                return takeOver(next, tip, where);
            }
            ObjectId commit =
                    next.isEmpty() ? head : commit(next, message == null ? PushMessage.of(next) : message, hooks);
            int commits = count(tip, commit);
            if (!commit.equals(tip)) {
                send(transport, commit, tip);
            }
            if (!commit.equals(head)) {
                advance(next, commit);
                hooks.tell();
            }
            return new Result(commit.name(), !commit.equals(head), commits, branch, where);
        } catch (URISyntaxException | NotSupportedException e) {
            throw PushException.failed("the remote " + remote + " cannot be reached: " + e.getMessage());
        } catch (TransportException e) {
            throw meant(e);
        }
    }

    /** What {@code e} says to somebody who wants to push. */
    private PushException meant(TransportException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof AbortedByHookException)) {
            cause = cause.getCause();
        }
        if (cause instanceof AbortedByHookException hook) {
            return PushException.refused(
                    "the hook " + hook.getHookName() + " refuses it (exit " + hook.getReturnCode() + ")");
        }
        String said = String.valueOf(e.getMessage());
        boolean isUnknown = said.contains("not authorized") || said.contains("Authentication");
        if (isUnknown) {
            credentials.judge(false);
        }
        String why = credentials.failure();
        if (why != null) {
            return PushException.failed(why);
        }
        if (isUnknown) {
            return PushException.failed(
                    "the remote does not take the name and password that " + credentials.origin() + " has: " + said);
        }
        return PushException.failed("the remote says: " + said);
    }

    private void refuse(NextCommit next) throws PushException {
        if (!next.conflicts().isEmpty()) {
            throw PushException.refused("a merge left these undecided: " + some(next.conflicts()));
        }
        if (!next.unstaged().isEmpty()) {
            throw PushException.refused("the Java behind dist/ is not staged: " + some(next.unstaged())
                    + "; stage what belongs to this change with git add, and put the rest aside with git stash");
        }
        if (!next.isEmpty()) {
            here.refuseNameless();
        }
    }

    static String some(List<String> names) {
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Transport open(PrintStream said)
            throws URISyntaxException, NotSupportedException, TransportException, PushException {
        if (repository.getConfig().getString("remote", remote, "url") == null) {
            throw PushException.refused(
                    "the repository has no remote " + remote + ": git remote add " + remote + " URL");
        }
        Transport transport = Transport.open(repository, remote, Transport.Operation.PUSH);
        transport.setCredentialsProvider(credentials);
        transport.setTimeout(SILENCE_SECONDS);
        transport.setHookOutputStream(said);
        transport.setHookErrorStream(said);
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SshProgram(sshCommand()));
        }
        if (transport.getURI().getScheme() == null && GitCredentials.isGitThere()) {
            transport.setOptionReceivePack(
                    "exec git receive-pack"); // JGit's own passes over the hooks of the other side
        }
        return transport;
    }

    /** The shell's command that the user has ssh spoken by; null for ssh itself. */
    private @Nullable String sshCommand() {
        String command = environment.get("GIT_SSH_COMMAND");
        return command == null || command.isEmpty()
                ? repository.getConfig().getString("core", null, "sshCommand")
                : command;
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
                    List.of(new RefSpec(Constants.R_HEADS + branch))); // the user's own refs stay where they are
        }
        return ref.getObjectId();
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

    private ObjectId commit(NextCommit next, String given, CommitHooks hooks) throws IOException, PushException {
        hooks.judge(next.tree());
        String written = hooks.message(given.endsWith("\n") ? given : given + "\n");
        NextCommit now = NextCommit.after(head, repository, prefix);
        if (!now.tree().equals(next.tree()) || !head.equals(repository.resolve(Constants.HEAD))) {
            throw PushException.refused("while the hooks ran, something changed what would be committed:"
                    + " look at it with git status, run mvn synth, and push again");
        }
        String message = written.endsWith("\n") ? written : written + "\n";
        return here.commit(next.tree(), head, null, message);
    }

    private void send(Transport transport, ObjectId commit, @Nullable ObjectId tip) throws IOException, PushException {
        var update = new RemoteRefUpdate(
                repository,
                repository.getFullBranch(),
                commit,
                Constants.R_HEADS + branch,
                false,
                null, // it follows together with the branch
                tip == null ? ObjectId.zeroId() : tip);
        transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {
                credentials.judge(true);
                if (commit.equals(head)) {
                    Unbroken.run(() -> track(commit));
                }
            }
            default -> throw notTaken(transport, update, tip);
        }
    }

    /** A server has many words for that somebody pushed meanwhile; whether it is so, the branch there tells. */
    private PushException notTaken(Transport transport, RemoteRefUpdate update, @Nullable ObjectId tip)
            throws IOException {
        ObjectId now = tip(transport);
        if (Objects.equals(now, tip)) {
            return PushException.failed("the remote refused it: "
                    + (update.getMessage() == null ? update.getStatus() : update.getMessage()));
        }
        return PushException.refused(
                now == null || isAncestor(now, head)
                        ? "the branch " + branch + " moved meanwhile: push again"
                        : "somebody was faster: " + some(names(now))
                                + ". Take it in with git pull --rebase, run mvn synth, and push again");
    }

    private List<String> names(ObjectId tip) throws IOException {
        var names = new ArrayList<String>();
        for (RevCommit commit : between(head, tip)) {
            names.add(commit.getAuthorIdent().getName() + " with \"" + commit.getShortMessage() + "\"");
        }
        return names;
    }

    /** The branch, the index and the note of where the remote is follow what the remote has taken. */
    private void advance(NextCommit next, ObjectId commit) throws IOException {
        try {
            Unbroken.run(() -> {
                next.stage(repository, () -> move(commit));
                track(commit);
            });
        } catch (IOException e) {
            throw new IOException(
                    "the commit " + commit.name() + " is pushed, but the branch here could not follow: "
                            + e.getMessage() + "; push again when that is mended, and it does",
                    e);
        }
    }

    private void move(ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(Constants.HEAD);
        update.setExpectedOldObjectId(head);
        update.setNewObjectId(commit);
        update.setRefLogMessage("commit: pushed to " + remote + "/" + branch, false);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.FAST_FORWARD && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("git says " + result);
        }
    }

    private void track(ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(Constants.R_REMOTES + remote + "/" + branch);
        update.setNewObjectId(commit);
        update.setRefLogMessage("update by push", false);
        update.setForceUpdate(true);
        update.update(); // the next fetch notes it, should this not work
    }

    @Override
    public void close() {
        repository.close();
    }
}
