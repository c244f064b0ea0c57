package espalier.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What has to do with {@code schemas/}. */
final class SchemasCommand implements Command {
    private final List<Command> commands = List.of(new SchemasAdd(), new SchemasPull(), new SchemasList());

    @Override
    public String name() {
        return "schemas";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                name(),
                "Keeps the schemas that synth holds objects against: what their kinds know and demand.",
                "  espalier schemas list                     the kinds in use, and where their schemas come from",
                "  espalier schemas pull --context lab       takes them from a cluster",
                "  espalier schemas add crds.yaml            takes them from a file");
        for (Command command : commands) {
            spec.addSubcommand(command.name(), command.spec());
        }
        return spec;
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        ParseResult sub = given.subcommand();
        if (sub == null) {
            throw new UsageException("Tried to run schemas, but it needs add, pull or list behind it");
        }
        String name = sub.commandSpec().name();
        if (sub.isUsageHelpRequested()) {
            sub.commandSpec().name("espalier schemas " + name);
            sub.commandSpec().commandLine().usage(session.out(), Program.ansi(session));
            return ExitCode.DONE;
        }
        for (Command command : commands) {
            if (command.name().equals(name)) {
                return command.run(sub, session);
            }
        }
        throw new IllegalStateException("nobody runs " + name);
    }
}
