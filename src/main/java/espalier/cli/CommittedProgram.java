package espalier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.git.CommittedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program of a commit, as that brings it: all its files, of which its own launcher compiles what it needs. */
final class CommittedProgram implements AutoCloseable {
    /**
     * The launcher, and beside it somebody who reads what is never written: when the reading ends, whoever started this is gone,
     * even if it had no time to end the launcher itself.
     */
    private static final String WITH_ITS_PARENT = """
            exec 3<&0
            sh ./espalier synth --out "$1" < /dev/null 3<&- &
            program=$!
            (read -r nothing <&3; kill "$program") > /dev/null 2>&1 &
            watcher=$!
            wait "$program"
            code=$?
            kill "$watcher" 2> /dev/null
            exit "$code"
            """;

    private final OwnFolder place;
    private final Path folder;
    private final String prefix;

    private CommittedProgram(OwnFolder place, String hash, String prefix) {
        this.place = place;
        this.folder = place.path().resolve(hash);
        this.prefix = prefix;
    }

    /** It cannot be run; the message says why. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String why) {
            super(why);
        }
    }

    /**
     * That of {@code commit}, unpacked once.
     *
     * @param place where it is kept, in a folder called {@code hash}
     */
    static CommittedProgram of(CommittedTree commit, String hash, Path place) throws IOException {
        OwnFolder own = OwnFolder.take(place);
        try {
            var program = new CommittedProgram(own, hash, commit.prefix());
            program.unpack(commit);
            return program;
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private void unpack(CommittedTree commit) throws IOException {
        Path unpacked = folder.resolve("source");
        if (Files.isDirectory(unpacked)) {
            return;
        }
        Path fresh = place.fresh();
        commit.each((path, content, sort) -> place.during(() -> write(fresh.resolve(path), content, sort)));
        place.during(() -> {
            Files.createDirectories(folder);
            return Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    private static Path write(Path file, byte[] content, CommittedTree.Sort sort) throws IOException {
        Files.createDirectories(file.getParent());
        if (sort == CommittedTree.Sort.LINK) {
            return Files.createSymbolicLink(file, Path.of(new String(content, UTF_8)));
        }
        Files.write(file, content);
        if (sort == CommittedTree.Sort.PROGRAM && !file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        return file;
    }

    /** The directory of its clusters. */
    Path source() {
        return folder.resolve("source").resolve(prefix);
    }

    /**
     * Has it write its {@code dist/}, with other files in {@code moves/}; gives the folder with that, which is there until this is
     * closed.
     *
     * @param moves the files, from the directory of the clusters on; the commit itself has none
     */
    Path synth(Map<String, byte[]> moves) throws IOException, Broken {
        place.borrow(source().resolve("moves"));
        for (Map.Entry<String, byte[]> each : moves.entrySet()) {
            Path file = source().resolve(each.getKey());
            place.during(() -> write(file, each.getValue(), CommittedTree.Sort.FILE));
        }
        return synth();
    }

    /** Has it write its {@code dist/} as it is. */
    Path synth() throws IOException, Broken {
        if (!Files.isRegularFile(source().resolve("espalier"))) {
            throw new Broken("that commit has no ./espalier");
        }
        Path fresh = place.fresh();
        Path said = folder.resolve("said.txt");
        int code = place.run(new ProcessBuilder(
                        "sh", "-c", WITH_ITS_PARENT, "sh", fresh.resolve("dist").toString())
                .directory(source().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
        if (code != 0) {
            throw new Broken("that commit does not compile: see " + said);
        }
        return fresh;
    }

    @Override
    public void close() throws IOException {
        place.close();
    }

    /** What it wrote to {@code made}, but for what nobody's Java makes: that is as it is committed. */
    static DistTree tree(Path made, DistTree written) {
        DistTree fresh = DistTree.at(made);
        return new DistTree() {
            @Override
            public byte @Nullable [] bytes(String path) throws IOException {
                return (path.contains(CompiledTree.FOREIGN) ? written : fresh).bytes(path);
            }

            @Override
            public List<String> names(String path) throws IOException {
                return fresh.names(path);
            }

            @Override
            public @Nullable String id(String path) throws IOException {
                return (path.contains(CompiledTree.FOREIGN) ? written : fresh).id(path);
            }
        };
    }
}
