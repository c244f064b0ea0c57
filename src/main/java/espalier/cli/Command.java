package espalier.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command of the program. */
interface Command {
    /** What it is called by. */
    String name();

    /** What it takes, and its help. */
    CommandSpec spec();

    /** Does it; gives one of {@link ExitCode}. */
    int run(ParseResult given, Session session) throws IOException, UsageException;
}
