package espalier.cli;

import espalier.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that was called; only its model is built, unless help for all is asked for. */
public final class Program {
    private record Entry(String name, Supplier<Command> command) {}

    private static final List<Entry> COMMANDS = List.of(
            new Entry("synth", SynthCommand::new),
            new Entry("check", CheckCommand::new),
            new Entry("tree", TreeCommand::new),
            new Entry("graph", GraphCommand::new),
            new Entry("where", WhereCommand::new),
            new Entry("absorb", AbsorbCommand::new),
            new Entry("explain", ExplainCommand::new),
            new Entry("diff", DiffCommand::new),
            new Entry("move", MoveCommand::new),
            new Entry("bootstrap", BootstrapCommand::new),
            new Entry("push", PushCommand::new),
            new Entry("watch", WatchCommand::new),
            new Entry("status", StatusCommand::new),
            new Entry("doctor", DoctorCommand::new),
            new Entry("rotate", RotateCommand::new),
            new Entry("seal", SealCommand::new),
            new Entry("escrow", EscrowCommand::new),
            new Entry("reconcile", ReconcileCommand::new),
            new Entry("suspend", () -> new SuspendCommand(true)),
            new Entry("resume", () -> new SuspendCommand(false)),
            new Entry("schemas", SchemasCommand::new),
            new Entry("completion", CompletionCommand::new));

    private Program() {}

    /** Runs {@code args}; gives the exit code. */
    static int run(String[] args, Session session) {
        Command command = called(args);
        if (command == null) {
            return overview(args, session);
        }
        // No option takes a time; the converters for them would load three dozen classes.
        System.setProperty("picocli.converters.excludes", "java[.](time|sql)[.].*");
        var line = new CommandLine(command.spec(), Options.NO_GROOVY).setOptionsCaseInsensitive(false);
        try {
            ParseResult given = line.parseArgs(java.util.Arrays.copyOfRange(args, 1, args.length));
            if (given.isUsageHelpRequested()) {
                line.getCommandSpec().name("espalier " + command.name());
                line.usage(session.out(), ansi(session));
                return ExitCode.DONE;
            }
            return command.run(given, session);
        } catch (ParameterException | UsageException e) {
            session.err().println(session.coloured("31", said(command, line, e)));
            session.err().println("See: espalier " + called(command, e) + " --help");
            return ExitCode.USAGE;
        } catch (IOException | java.io.UncheckedIOException e) {
            session.err().println(session.coloured("31", "Tried to run " + command.name() + ", but " + e));
            return ExitCode.FAILED;
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] frames = e.getStackTrace();
            String where = frames.length == 0 ? "" : " (" + frames[0] + ")";
            String message = "Tried to run " + command.name() + ", but the program itself threw " + e + where
                    + "; this is no mistake of yours: report it with this message";
            session.err().println(session.coloured("31", message));
            return ExitCode.FAILED;
        }
    }

    /** The words of the command that was called wrongly, which may be one of several below another. */
    private static String called(Command command, Exception e) {
        if (e instanceof ParameterException wrong && wrong.getCommandLine().getParent() != null) {
            return command.name() + " " + wrong.getCommandLine().getCommandName();
        }
        return command.name();
    }

    private static String said(Command command, CommandLine line, Exception e) {
        if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String option = unmatched.getUnmatched().get(0);
            String near =
                    Names.nearest(option, line.getCommandSpec().optionsMap().keySet());
            return "Tried to use the option " + option + ", but " + command.name() + " has none of that name"
                    + (near == null ? "" : ". Did you mean " + near + "?");
        }
        if (e instanceof UnmatchedArgumentException unmatched
                && !command.spec().subcommands().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            Set<String> known = command.spec().subcommands().keySet();
            String near = Names.nearest(word, known);
            return "Tried to run " + command.name() + " " + word + ", but there are only: " + String.join(", ", known)
                    + (near == null ? "" : ". Did you mean " + near + "?");
        }
        return String.valueOf(e.getMessage());
    }

    private static @Nullable Command called(String[] args) {
        for (Entry entry : COMMANDS) {
            if (args.length > 0 && entry.name.equals(args[0])) {
                return entry.command.get();
            }
        }
        return null;
    }

    private static int overview(String[] args, Session session) {
        if (args.length > 0 && (args[0].equals("--version") || args[0].equals("-V"))) {
            session.out().println("espalier " + Version.text());
            return ExitCode.DONE;
        }
        var line = new CommandLine(spec(), Options.NO_GROOVY);
        boolean asked = args.length > 0 && (args[0].equals("--help") || args[0].equals("-h") || args[0].equals("help"));
        if (!asked && args.length > 0) {
            String near =
                    Names.nearest(args[0], COMMANDS.stream().map(Entry::name).toList());
            session.err()
                    .println("Tried to run \"" + args[0] + "\", but there is no such command"
                            + (near == null ? "" : ". Did you mean " + near + "?"));
        }
        var writer = new PrintWriter(asked ? session.out() : session.err(), false, StandardCharsets.UTF_8);
        line.usage(writer, ansi(session));
        writer.flush();
        return asked ? ExitCode.DONE : ExitCode.USAGE;
    }

    /** The program with all its commands. */
    static CommandSpec spec() {
        CommandSpec spec = Options.command(
                "espalier",
                "Clusters in Java, trees for Flux.",
                "  espalier synth                              writes dist/",
                "  espalier where dist/lab/apps/redis.yaml     the line of Java that made it");
        spec.addOption(Options.flag("--version", "Shows the version.").toBuilder()
                .names("-V", "--version")
                .versionHelp(true)
                .build());
        var exitCodes = new LinkedHashMap<String, String>();
        exitCodes.put("0", "done");
        exitCodes.put("1", "found something: errors in a cluster, or a difference");
        exitCodes.put("2", "called wrongly");
        exitCodes.put("3", "could not be done");
        exitCodes.put("4", "waited for something that did not happen in time");
        exitCodes.put(Integer.toString(ExitCode.INTERRUPTED), "interrupted by ctrl-C; nothing is half done");
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes);
        for (Entry entry : COMMANDS) {
            spec.addSubcommand(entry.name, entry.command.get().spec());
        }
        return spec;
    }

    static Ansi ansi(Session session) {
        return session.colour() ? Ansi.ON : Ansi.OFF;
    }
}
