package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The real programs that judge what we write: from the cache that {@code tools/build} fills, else from the PATH.
 *
 * <p>Where one is missing, the test that asks for it is skipped, and says so aloud.
 */
public final class Tools {
    private static final int SECONDS = 120;

    private Tools() {}

    /** What a program did. */
    public record Ran(int exit, String out, String err) {
        /** What it printed; fails where it failed. */
        public String expectSuccess() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + "\n" + err + out);
            }
            return out;
        }
    }

    /** The path of {@code name}, such as {@code nats-server} or {@code jsonnet}. */
    public static String find(String name) {
        Path program = search(name);
        skipUnless(program != null, name);
        return String.valueOf(program);
    }

    /** What kustomize makes of {@code directory}; the one within kubectl serves too. */
    public static Ran kustomize(Path directory) {
        Path program = search("kustomize");
        if (program != null) {
            return run(List.of(program.toString(), "build", "."), directory, "");
        }
        Path kubectl = search("kubectl");
        skipUnless(kubectl != null, "kustomize");
        return run(List.of(String.valueOf(kubectl), "kustomize", "."), directory, "");
    }

    /** A Python that has PyYAML. */
    static String pythonWithYaml() {
        Path program = search("python3");
        boolean there = program != null
                && run(List.of(program.toString(), "-c", "import yaml"), null, "")
                                .exit()
                        == 0;
        skipUnless(there, "python3 with PyYAML");
        return String.valueOf(program);
    }

    /** Runs {@code command} in {@code directory} (null: anywhere) with {@code input}, at most two minutes. */
    public static Ran run(List<String> command, @Nullable Path directory, String input) {
        try {
            Path folder = Files.createTempDirectory("tool");
            Path in = Files.write(folder.resolve("in"), input.getBytes(UTF_8));
            File out = folder.resolve("out").toFile();
            File err = folder.resolve("err").toFile();
            var builder = new ProcessBuilder(command)
                    .directory(directory == null ? folder.toFile() : directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out)
                    .redirectError(err);
            builder.environment().put("PYTHONPATH", cache().resolve("pyyaml").toString());
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end within " + SECONDS + " s");
            }
            var ran = new Ran(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
            for (File file : List.of(in.toFile(), out, err, folder.toFile())) {
                Files.deleteIfExists(file.toPath());
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Path search(String name) {
        var folders = new ArrayList<Path>();
        folders.add(cache().resolve("bin"));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        for (Path folder : folders) {
            Path program = folder.resolve(name);
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return program.toAbsolutePath();
            }
        }
        return null;
    }

    /** As {@code tools/build} decides it. */
    private static Path cache() {
        String tools = System.getenv("ESPALIER_TOOLS");
        if (tools != null) {
            return Path.of(tools);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return folder.resolve("espalier/tools");
    }

    private static void skipUnless(boolean there, String name) {
        if (!there) {
            String message = "SKIPPED: " + name + " is neither built (run `make tools`) nor on the PATH";
            System.err.println(message);
            Assumptions.assumeTrue(false, message);
        }
    }
}
