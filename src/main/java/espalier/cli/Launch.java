package espalier.cli;

import espalier.Fleet;
import java.io.PrintStream;
import java.nio.file.Path;

/** The way into this package. */
public final class Launch {
    private Launch() {}

    /** Runs {@code args}; gives the exit code. */
    public static int run(String[] args, Fleet fleet, Path root, PrintStream out, PrintStream err, boolean colour) {
        return Program.run(args, new Session(fleet, root, out, err, colour));
    }
}
