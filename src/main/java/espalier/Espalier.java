package espalier;

import espalier.cli.Launch;
import espalier.rules.Construction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The program: what a {@code main} method calls with the clusters of its repository. */
public final class Espalier {
    private Espalier() {}

    /**
     * Runs the command line {@code args} in the current directory (or the one that the launcher names).
     *
     * @param clusters adds the repository's clusters to the fleet: {@code fleet -> fleet.cluster("lab", Lab::new)}
     * @return the exit code: 0 done, 1 something was found, 2 called wrongly, 3 could not be done, 4 waited
     *     for something that did not happen in time
     */
    public static int run(String[] args, Consumer<Fleet> clusters) {
        Path directory = Path.of("").toAbsolutePath();
        Path root = directory.resolve(System.getProperty("espalier.root", ""));
        // Only the launcher can tell whether standard error alone is a terminal.
        String noColour = System.getenv("NO_COLOR");
        boolean colour = Boolean.getBoolean("espalier.terminal") && (noColour == null || noColour.isEmpty());
        return run(args, clusters, root, directory, Launch.standardOut(), Launch.standardErr(), colour);
    }

    /** As {@link #run(String[], Consumer)}, in the repository at {@code root}, with streams of the caller's. */
    public static int run(
            String[] args, Consumer<Fleet> clusters, Path root, PrintStream out, PrintStream err, boolean colour) {
        return run(args, clusters, root, root, out, err, colour);
    }

    private static int run(
            String[] args,
            Consumer<Fleet> clusters,
            Path root,
            Path directory,
            PrintStream out,
            PrintStream err,
            boolean colour) {
        var fleet = new Fleet();
        try {
            clusters.accept(fleet);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
            err.println(new Finding(
                    Construction.FLEET_THREW,
                    Escaped.describe("list the clusters", "the code that does", thrown),
                    "the fleet",
                    Origin.of(Escaped.cause(thrown), Cluster.class),
                    "correct that line, or what it calls"));
            return 3;
        }
        return Launch.run(args, fleet, root, directory, out, err, colour);
    }
}
