package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Espalier;
import espalier.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Somebody's working copy: clusters, the tree in {@code dist/}, and a real git repository around both. */
public final class Checkout {
    public final Path root;
    private Consumer<Fleet> clusters = fleet -> {};

    private Checkout(Path root) {
        this.root = root;
    }

    /** What a run of the program gave; the milliseconds and the path of the checkout left out. */
    public record Run(int exit, String out, String err) {}

    /** A new repository with this one's attributes and ignored files. */
    static Checkout create(Path root) {
        var checkout = new Checkout(root);
        checkout.write(".gitignore", "");
        checkout.git("init", "-q", "-b", "main");
        Path here = Path.of(System.getProperty("espalier.root", "."));
        for (String file : new String[] {".gitattributes", ".gitignore"}) {
            checkout.write(file, read(here.resolve(file)));
        }
        return checkout;
    }

    /** A new repository {@code mine} in {@code folder}, with the empty {@code hub.git} beside it as its remote. */
    static Checkout withHub(Path folder) {
        Checkout mine = create(folder.resolve("mine"));
        String hub = folder.resolve("hub.git").toString();
        mine.git("config", "user.name", "gardener");
        mine.git("config", "user.email", "gardener@example.com");
        mine.git("init", "-q", "--bare", "-b", "main", hub);
        mine.git("remote", "add", "origin", hub);
        return mine;
    }

    /** A folder that is no repository, or a clone that somebody else made. */
    public static Checkout at(Path root) {
        return new Checkout(root);
    }

    /** From now on the Java makes these clusters. */
    public Checkout clusters(Consumer<Fleet> clusters) {
        this.clusters = clusters;
        return this;
    }

    /** From now on the Java makes one cluster, {@code test}, with these apps. */
    Checkout orchard(Consumer<Orchard> apps) {
        return clusters(fleet -> fleet.cluster("test", (f, name) -> new Orchard(f, name, apps)));
    }

    public Run espalier(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = Espalier.run(
                args, clusters, root, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        return new Run(exit, plain(out), plain(err));
    }

    private String plain(ByteArrayOutputStream text) {
        return text.toString(UTF_8)
                .replace(root.toAbsolutePath().toString(), "/checkout")
                .replaceAll("in \\d+ ms", "in N ms");
    }

    /** A synth that must succeed. */
    public Checkout synth() {
        Run run = espalier("synth");
        if (run.exit() != 0) {
            throw new AssertionError("exit code " + run.exit() + "\n" + run.err());
        }
        return this;
    }

    public Checkout commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    /** Runs git's own program, which must succeed. */
    public String git(String... args) {
        Run run = tryGit(args);
        if (run.exit() != 0) {
            throw new AssertionError(
                    "git " + String.join(" ", args) + ": " + run.exit() + "\n" + run.out() + run.err());
        }
        return run.out();
    }

    /** Runs git's own program, which may fail; the test is skipped, aloud, where there is none. */
    Run tryGit(String... args) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "GIT_EDITOR", "true"));
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_" + who + "_NAME", "gardener");
            environment.put("GIT_" + who + "_EMAIL", "gardener@example.com");
        }
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Run(process.waitFor(), out, "");
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no git to try this with: " + e.getMessage());
            Assumptions.abort("there is no git: " + e.getMessage());
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path path(String file) {
        return root.resolve(file);
    }

    public String read(String file) {
        return read(path(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String file, String text) {
        try {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces {@code from}, which must be there, as a person would in an editor. */
    void edit(String file, String from, String to) {
        String text = read(file);
        if (!text.contains(from)) {
            throw new AssertionError(file + " does not hold \"" + from + "\":\n" + text);
        }
        write(file, text.replace(from, to));
    }

    /** The files below {@code folder}, git's own left out, with what they hold; a folder without files as its path with a slash. */
    public Map<String, String> tree(String folder) {
        var tree = new TreeMap<String, String>();
        Path top = path(folder);
        try (Stream<Path> paths = Files.exists(top) ? Files.walk(top) : Stream.empty()) {
            for (Path path : paths.toList()) {
                String name = top.relativize(path).toString();
                if (path.startsWith(path(".git"))) {
                    continue;
                }
                if (Files.isRegularFile(path)) {
                    tree.put(name, read(path));
                } else if (Files.isDirectory(path) && isEmpty(path)) {
                    tree.put(name + "/", "");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
