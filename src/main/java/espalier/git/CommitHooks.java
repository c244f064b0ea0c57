package espalier.git;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The repository's hooks for commits, run as git runs them for a commit of some files only: with an index of their own, which
 * says what will be committed.
 *
 * <p>They may refuse, and they may change the message. One that changes what would be committed ends the push: {@code dist/} is
 * what the Java says, and of the rest the user should see what has become of it.
 */
final class CommitHooks {
    private static final File NOTHING = new File("/dev/null");

    private final Repository repository;
    private final PrintStream said;

    /** @param said what they print, for people */
    CommitHooks(Repository repository, PrintStream said) {
        this.repository = repository;
        this.said = said;
    }

    /** Asks {@code pre-commit} what it thinks of {@code tree}, which nobody has committed yet. */
    void judge(ObjectId tree) throws IOException, PushException {
        if (find("pre-commit") == null) {
            return;
        }
        Path index = repository
                .getDirectory()
                .toPath()
                .resolve("next-index-" + ProcessHandle.current().pid());
        try {
            write(tree, index);
            run("pre-commit", index, List.of());
            ObjectId now = tree(index);
            if (!now.equals(tree)) {
                throw PushException.refused(
                        "the hook pre-commit staged something else: " + Push.some(differing(tree, now))
                                + "; look at it with git diff, stage what you want, and push again");
            }
        } finally {
            Files.deleteIfExists(index);
        }
    }

    /** The message as the hooks for messages leave it. */
    String message(String message) throws IOException, PushException {
        if (find("prepare-commit-msg") == null && find("commit-msg") == null) {
            return message;
        }
        Path file = repository.getDirectory().toPath().resolve("COMMIT_EDITMSG"); // where hooks look for it
        Files.writeString(file, message);
        Path index = repository.getIndexFile().toPath();
        run("prepare-commit-msg", index, List.of(file.toString(), "message"));
        run("commit-msg", index, List.of(file.toString()));
        String left = Files.readString(file);
        if (left.isBlank()) {
            throw PushException.refused("the hooks left no message for the commit");
        }
        return left;
    }

    /** Tells {@code post-commit} that it is done; what it thinks of it changes nothing. */
    void tell() throws IOException, PushException {
        int exit = exit("post-commit", repository.getIndexFile().toPath(), List.of());
        if (exit != 0) {
            said.println("the hook post-commit ended with " + exit);
        }
    }

    private @Nullable File find(String name) {
        return repository.getFS().findHook(repository, name);
    }

    private void run(String name, Path index, List<String> arguments) throws IOException, PushException {
        int exit = exit(name, index, arguments);
        if (exit != 0) {
            throw PushException.refused("the hook " + name + " refuses it (exit " + exit + ")");
        }
    }

    private int exit(String name, Path index, List<String> arguments) throws IOException, PushException {
        File hook = find(name);
        if (hook == null) {
            return 0;
        }
        var words = new ArrayList<String>(List.of(hook.getAbsolutePath()));
        words.addAll(arguments);
        var builder = new ProcessBuilder(words)
                .directory(repository.getWorkTree())
                .redirectInput(NOTHING)
                .redirectErrorStream(true);
        builder.environment().put("GIT_INDEX_FILE", index.toString());
        builder.environment().put("GIT_EDITOR", ":"); // as git says that nobody is there to edit
        builder.environment().put("GIT_PREFIX", "");
        Process process = builder.start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.println(line);
            }
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PushException.failed("it was interrupted while the hook " + name + " ran");
        }
    }

    private void write(ObjectId tree, Path index) throws IOException {
        DirCache cache = DirCache.lock(index.toFile(), repository.getFS());
        try (ObjectReader reader = repository.newObjectReader()) {
            DirCacheBuilder builder = cache.builder();
            builder.addTree(new byte[0], 0, reader, tree);
            builder.finish();
            cache.write();
            if (!cache.commit()) {
                throw new IOException("the index for the hook could not be written");
            }
        } finally {
            cache.unlock();
        }
        refresh(index);
    }

    /** Lets git note the times of files, so that hooks which compare by these find no difference. */
    private void refresh(Path index) {
        var builder = new ProcessBuilder("git", "update-index", "-q", "--refresh")
                .directory(repository.getWorkTree())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_INDEX_FILE", index.toString());
        try {
            builder.start().waitFor();
        } catch (IOException e) {
            // a hook without git does not look
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectId tree(Path index) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tree = DirCache.read(index.toFile(), repository.getFS()).writeTree(inserter);
            inserter.flush();
            return tree;
        }
    }

    private List<String> differing(ObjectId before, ObjectId after) throws IOException {
        var paths = new ArrayList<String>();
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(before);
            walk.addTree(after);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
        }
        return paths;
    }
}
