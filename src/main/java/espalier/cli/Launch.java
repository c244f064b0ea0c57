package espalier.cli;

import espalier.Fleet;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The way into this package. */
public final class Launch {
    private Launch() {}

    /** Runs {@code args}, given in {@code directory}, on the repository at {@code root}; gives the exit code. */
    public static int run(
            String[] args, Fleet fleet, Path root, Path directory, PrintStream out, PrintStream err, boolean colour) {
        return Program.run(args, new Session(fleet, root, directory, out, err, colour));
    }

    /** For data. */
    public static PrintStream standardOut() {
        return utf8(FileDescriptor.out);
    }

    /** For status. */
    public static PrintStream standardErr() {
        return utf8(FileDescriptor.err);
    }

    /** Java's own streams follow the locale: in {@code C}, every arrow would be a question mark. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
