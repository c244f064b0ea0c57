package espalier.cli;

import espalier.git.CommittedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program of a commit, as that brings it: all its files, of which its own launcher compiles what it needs. */
final class CommittedProgram {
    private final Path folder;
    private final String prefix;

    private CommittedProgram(Path folder, String prefix) {
        this.folder = folder;
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
     * @param folder where it is kept
     */
    static CommittedProgram of(CommittedTree commit, Path folder) throws IOException {
        var program = new CommittedProgram(folder, commit.prefix());
        Path unpacked = folder.resolve("source");
        if (!Files.isDirectory(unpacked)) {
            Files.createDirectories(folder);
            Path fresh = Files.createTempDirectory(folder, "fresh");
            commit.each((path, content, executable) -> {
                Path file = fresh.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
                if (executable && !file.toFile().setExecutable(true)) {
                    throw new IOException(file + " cannot be made executable");
                }
            });
            Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return program;
    }

    /** The directory of its clusters. */
    Path source() {
        return folder.resolve("source").resolve(prefix);
    }

    /** Has it write its {@code dist/}; gives the folder with that, which is new. */
    Path synth() throws IOException, Broken {
        if (!Files.isRegularFile(source().resolve("espalier"))) {
            throw new Broken("that commit has no ./espalier");
        }
        Path fresh = Files.createTempDirectory(folder, "fresh");
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        "sh",
                        "./espalier",
                        "synth",
                        "--out",
                        fresh.resolve("dist").toString())
                .directory(source().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new Broken("that commit does not compile: see " + said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return fresh;
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
