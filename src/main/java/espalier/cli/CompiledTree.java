package espalier.cli;

import espalier.compile.Compilation;
import espalier.git.CommittedTree;
import espalier.layout.FileSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the Java makes, whether or not somebody has written it to {@code dist/}: of the files as they are, or of a commit. */
final class CompiledTree implements DistTree {
    /** What flux bootstrap writes, which no Java makes. */
    static final String FOREIGN = "/flux-system/gotk-";

    private final Map<String, byte[]> files;
    private final Map<String, Set<String>> folders = new HashMap<>();
    private final DistTree written;

    private CompiledTree(Map<String, byte[]> files, DistTree written) {
        this.files = files;
        this.written = written;
        for (String file : files.keySet()) {
            for (int slash = file.lastIndexOf('/'), end = file.length();
                    slash > 0;
                    end = slash, slash = file.lastIndexOf('/', slash - 1)) {
                folders.computeIfAbsent(file.substring(0, slash), folder -> new TreeSet<>())
                        .add(file.substring(slash + 1, end));
            }
        }
    }

    /**
     * Of the clusters as their Java is now.
     *
     * @param written what stands in {@code dist/}
     */
    static DistTree now(Session session, List<String> names, DistTree written)
            throws IOException, CommittedProgram.Broken {
        var files = new TreeMap<String, byte[]>();
        for (Map<String, byte[]> each : session.compile(names, CompiledTree::files)) {
            if (each.isEmpty()) {
                throw new CommittedProgram.Broken("a cluster has errors: see espalier check");
            }
            files.putAll(each);
        }
        return new CompiledTree(files, written);
    }

    private static Map<String, byte[]> files(Compilation compilation) {
        var files = new TreeMap<String, byte[]>();
        for (FileSpec file : compilation.failed() ? List.<FileSpec>of() : compilation.files()) {
            files.put("dist/" + compilation.name() + "/" + file.path(), file.render());
        }
        return files;
    }

    /**
     * Of a commit, by the program that it brings itself. What came of it is kept in {@code target/}.
     *
     * @param written what stands in its {@code dist/}
     */
    static DistTree of(CommittedTree commit, String hash, Session session, DistTree written)
            throws IOException, CommittedProgram.Broken {
        Path place = session.root().resolve("target/diff");
        Path made = place.resolve(hash).resolve("made");
        if (!Files.isDirectory(made.resolve("dist"))) {
            session.err().println("compiling " + hash.substring(0, 7) + ", once");
            try (CommittedProgram program = CommittedProgram.of(commit, hash, place)) {
                Files.move(program.synth(), made, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return CommittedProgram.tree(made, written);
    }

    @Override
    public byte @Nullable [] bytes(String path) throws IOException {
        byte[] there = path.contains(FOREIGN) ? written.bytes(path) : null;
        return there == null ? files.get(path) : there;
    }

    @Override
    public List<String> names(String path) {
        return List.copyOf(folders.getOrDefault(path, Set.of()));
    }

    @Override
    public @Nullable String id(String path) throws IOException {
        byte[] bytes = bytes(path);
        return bytes == null ? null : CommittedTree.idOf(bytes);
    }
}
