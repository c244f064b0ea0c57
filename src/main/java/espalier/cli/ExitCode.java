package espalier.cli;

/** What the program's end says. */
final class ExitCode {
    /** Done, and nothing was found. */
    static final int DONE = 0;
    /** Done, and something was found: errors in a cluster, or a tree that is not what the Java says. */
    static final int FOUND = 1;
    /** Called wrongly. */
    static final int USAGE = 2;
    /** Could not be done. */
    static final int FAILED = 3;

    /** What was waited for did not happen in time. */
    static final int OUT_OF_TIME = 4;

    /** Ended by ctrl-C, which Java and every shell say so: 128 and the signal's number. Nothing is half done. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
