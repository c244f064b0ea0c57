package espalier.cli;

import espalier.Fleet;
import espalier.Names;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.order.Order;
import espalier.verdict.Sources;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of the program: its clusters, its directory and its streams.
 *
 * @param fleet the clusters
 * @param root the folder of the clusters, which is usually that of the repository
 * @param directory where the user stands: paths on the command line are meant from there
 * @param out for data
 * @param err for status
 * @param colour whether {@code err} is a terminal that wants it
 */
record Session(Fleet fleet, Path root, Path directory, PrintStream out, PrintStream err, boolean colour) {

    private static final List<String> SOURCE_FOLDERS = List.of("src/main/java/", "src/test/java/", "");

    /** Work on one compiled cluster, done on its own thread. */
    interface Work<T> {
        T on(Compilation compilation) throws IOException;
    }

    /** The file that {@code given} means: from where the user stands, or, as in our own messages, from the repository. */
    Path file(Path given) {
        Path here = directory.resolve(given).toAbsolutePath().normalize();
        Path inRepository = root.resolve(given).toAbsolutePath().normalize();
        return Files.exists(here) || !Files.exists(inRepository) ? here : inRepository;
    }

    /** The clusters asked for, or all. */
    List<String> clusters(List<String> asked) throws UsageException {
        for (String name : asked) {
            if (!fleet.names().contains(name)) {
                String near = Names.nearest(name, fleet.names());
                throw new UsageException("Tried to find the cluster \"" + name + "\", but there are only: "
                        + String.join(", ", fleet.names())
                        + (near == null ? "" : ". Did you mean " + near + "?"));
            }
        }
        return asked.isEmpty() ? fleet.names() : asked;
    }

    /** Compiles {@code names} in parallel and does {@code work} on each; the results in the order of the names. */
    <T> List<T> compile(List<String> names, Work<T> work) throws IOException {
        return each(names, new Compiler(fleet, root)::compile, work);
    }

    /** What the Java of the cluster {@code name} says; null where it has mistakes, which are then told. */
    @Nullable
    Order order(String name) throws IOException {
        return compile(List.of(name), compilation -> {
                    if (compilation.failed()) {
                        Teller.onErr(this).tell(compilation.findings());
                    }
                    return Optional.ofNullable(compilation.failed() ? null : compilation.order());
                })
                .get(0)
                .orElse(null);
    }

    /** As {@link #compile}, unchecked, for work that only asks what stands where. */
    <T> List<T> layOut(List<String> names, Work<T> work) throws IOException {
        return each(names, new Compiler(fleet, root)::layOut, work);
    }

    private <T> List<T> each(List<String> names, Function<String, Compilation> compiler, Work<T> work)
            throws IOException {
        if (names.size() == 1) {
            return List.of(one(names.get(0), compiler, work));
        }
        int threads = Math.max(1, Math.min(names.size(), Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var running = new ArrayList<Future<T>>();
            for (String name : names) {
                running.add(pool.submit(() -> one(name, compiler, work)));
            }
            var results = new ArrayList<T>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pool.shutdown();
        }
    }

    private <T> T one(String name, Function<String, Compilation> compiler, Work<T> work) throws IOException {
        try {
            return work.on(compiler.apply(name));
        } finally {
            fleet.forget(name);
        }
    }

    /** Where {@code line} stands, from the root on: Java knows the folder of its package, not the one with all packages. */
    String sourceFile(Origin.Line line) {
        for (String folder : SOURCE_FOLDERS) {
            if (Files.exists(root.resolve(folder + line.file()))) {
                return folder + line.file();
            }
        }
        return line.file();
    }

    /** Where {@code origin} is, from the root on, so that an editor finds it. */
    String shown(Origin origin) {
        return shown(origin.toString());
    }

    /** {@code text} with the lines of Java in it from the root on. */
    String shown(String text) {
        Sources sources = this::sourceFile;
        return sources.in(text);
    }

    /** Whether standard output is a terminal that wants colour. */
    boolean colourOut() {
        return colour && terminal();
    }

    /** Whether standard output is a terminal, which only the launcher can tell. */
    boolean terminal() {
        return Boolean.getBoolean("espalier.terminal.out");
    }

    /** {@code text} in {@code code} of ANSI's colours, where that is wanted. */
    String coloured(String code, String text) {
        return colour ? inColour(code, text) : text;
    }

    static String inColour(String code, String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
