package espalier.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The files of a commit, read without a work tree: each directory is listed when the first of its files is asked for. */
public final class CommittedTree {
    private final Repository repository;
    private final ObjectReader reader;
    private final String prefix;
    private final Map<String, Map<String, Entry>> folders = new HashMap<>();
    private final ObjectId root;

    private record Entry(FileMode mode, ObjectId id) {}

    CommittedTree(Repository repository, ObjectId commit, String prefix) throws IOException {
        this.repository = repository;
        this.reader = repository.newObjectReader();
        this.prefix = prefix;
        try (var walk = new RevWalk(reader)) {
            this.root = walk.parseCommit(commit).getTree().getId();
        }
    }

    /** The text of the plain file at {@code path}; null where there is none. */
    public @Nullable String text(String path) throws IOException {
        byte[] bytes = bytes(path);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** What stands in the plain file at {@code path}; null where there is none. */
    public byte @Nullable [] bytes(String path) throws IOException {
        Entry entry = entry(prefix + path);
        if (entry == null || (entry.mode.getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
            return null;
        }
        return reader.open(entry.id).getCachedBytes(Integer.MAX_VALUE);
    }

    /** What git calls the content of the file or folder at {@code path}: two that are called so are the same. Null for none. */
    public @Nullable String id(String path) throws IOException {
        Entry entry = entry(prefix + path);
        return entry == null ? null : entry.id.name();
    }

    /** What git calls a file with that content. JGit's own SHA-1, which looks for forgeries, takes many times as long. */
    public static String idOf(byte[] content) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-1");
            hash.update(("blob " + content.length + "\0").getBytes(UTF_8));
            return ObjectId.fromRaw(hash.digest(content)).name();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** The directory of the clusters in the repository, with a slash at its end; empty for its root. */
    public String prefix() {
        return prefix;
    }

    /** The names of what stands in the folder {@code path}; none where there is no folder. */
    public List<String> names(String path) throws IOException {
        return List.copyOf(folder(prefix + path).keySet());
    }

    /**
     * Every file of the commit, from the repository's own root on; with those of the submodules that are there, each as the
     * commit has it.
     */
    public void each(Visit visit) throws IOException {
        each(repository, root, "", visit);
    }

    private static void each(Repository repository, ObjectId tree, String prefix, Visit visit) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                var walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                ObjectId id = walk.getObjectId(0);
                switch (walk.getRawMode(0) & FileMode.TYPE_MASK) {
                    case FileMode.TYPE_GITLINK -> submodule(repository, path, id, prefix, visit);
                    case FileMode.TYPE_SYMLINK -> visit.file(prefix + path, bytes(reader, id), Sort.LINK);
                    default ->
                        visit.file(
                                prefix + path,
                                bytes(reader, id),
                                walk.getFileMode(0).equals(FileMode.EXECUTABLE_FILE) ? Sort.PROGRAM : Sort.FILE);
                }
            }
        }
    }

    /** Nothing of one that nobody has fetched: a clone of that commit has no more. */
    private static void submodule(Repository above, String path, ObjectId commit, String prefix, Visit visit)
            throws IOException {
        try (Repository own = SubmoduleWalk.getSubmoduleRepository(above, path)) {
            if (own != null && own.getObjectDatabase().has(commit)) {
                try (var walk = new RevWalk(own)) {
                    each(own, walk.parseCommit(commit).getTree(), prefix + path + "/", visit);
                }
            }
        }
    }

    private static byte[] bytes(ObjectReader reader, ObjectId id) throws IOException {
        return reader.open(id).getCachedBytes(Integer.MAX_VALUE);
    }

    /** What a file is. */
    public enum Sort {
        FILE,
        /** One that can be run. */
        PROGRAM,
        /** A symbolic link, whose content is where it leads. */
        LINK
    }

    /** Takes a file. */
    public interface Visit {
        void file(String path, byte[] content, Sort sort) throws IOException;
    }

    private @Nullable Entry entry(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        return folder(slash < 0 ? "" : path.substring(0, slash)).get(path.substring(slash + 1));
    }

    private Map<String, Entry> folder(String path) throws IOException {
        Map<String, Entry> known = folders.get(path);
        if (known == null) {
            Entry own = path.isEmpty() ? new Entry(FileMode.TREE, root) : entry(path);
            known = own == null || !own.mode.equals(FileMode.TREE) ? Map.of() : list(own.id);
            folders.put(path, known);
        }
        return known;
    }

    private Map<String, Entry> list(ObjectId tree) throws IOException {
        var entries = new HashMap<String, Entry>();
        var parser = new CanonicalTreeParser();
        parser.reset(reader, tree);
        for (; !parser.eof(); parser.next()) {
            String name = parser.getEntryPathString();
            entries.put(name, new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
        }
        return entries;
    }
}
