package espalier.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Prints what a shell needs in order to complete commands, options, and the names of clusters and rules. */
final class CompletionCommand implements Command {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                name(),
                "Prints a script for bash and zsh that completes commands, options, clusters and rules.",
                "  source <(./espalier completion)");
    }

    @Override
    public int run(ParseResult given, Session session) {
        CommandSpec all = Program.spec();
        for (CommandLine command : all.subcommands().values()) {
            knowClusters(command.getCommandSpec(), session.fleet().names());
        }
        session.out().print(AutoComplete.bash("espalier", new CommandLine(all)));
        session.out().flush();
        return ExitCode.DONE;
    }

    private static void knowClusters(CommandSpec command, List<String> names) {
        OptionSpec option = command.findOption("--cluster");
        if (option != null) {
            command.remove(option);
            command.addOption(option.toBuilder().completionCandidates(names).build());
        }
    }
}
