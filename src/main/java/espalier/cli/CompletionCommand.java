package espalier.cli;

import espalier.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Prints what a shell needs in order to complete commands, options, and the names of clusters, rules and Flux's objects. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");
    /** Stands where the shell is to ask for names, which change with every synth. */
    private static final String NAMES = "@NAMES@";

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Prints a script that completes commands, options, and the names of clusters, rules and what Flux"
                                + " reconciles; these are read from dist/, without asking any cluster.",
                        "  source <(./espalier completion)             in ~/.bashrc",
                        "  source <(./espalier completion zsh)         in ~/.zshrc, behind compinit",
                        "  ./espalier completion fish | source         in config.fish")
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .arity("0..1")
                        .type(String.class)
                        .paramLabel("SHELL")
                        .completionCandidates(SHELLS)
                        .description("bash, zsh or fish. Default: bash, whose script zsh reads as well.")
                        .build());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String shell = given.matchedPositionalValue(0, "bash");
        if (!SHELLS.contains(shell)) {
            String near = Names.nearest(shell, SHELLS);
            throw new UsageException("Tried to complete in \"" + shell + "\", but there are only: "
                    + String.join(", ", SHELLS) + (near == null ? "" : ". Did you mean " + near + "?"));
        }
        CommandSpec all = Program.spec();
        for (CommandLine command : all.subcommands().values()) {
            know(command.getCommandSpec(), session.fleet().names());
        }
        session.out()
                .print(
                        shell.equals("fish")
                                ? FishCompletion.of(all) + resource("names.fish")
                                : AutoComplete.bash("espalier", new CommandLine(all))
                                                .replace("\"" + NAMES + "\"", "$(_espalier_names)")
                                        + resource("names.sh"));
        session.out().flush();
        return ExitCode.DONE;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CompletionCommand.class.getResourceAsStream("/espalier/completion/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void know(CommandSpec command, List<String> clusters) {
        OptionSpec option = command.findOption("--cluster");
        if (option != null) {
            command.remove(option);
            command.addOption(option.toBuilder().completionCandidates(clusters).build());
        }
        for (PositionalParamSpec positional : List.copyOf(command.positionalParameters())) {
            List<String> candidates = positional.paramLabel().equals("CLUSTER")
                    ? clusters
                    : positional.paramLabel().equals("NAME") ? List.of(NAMES) : List.of();
            if (!candidates.isEmpty()) {
                command.remove(positional);
                command.addPositional(
                        positional.toBuilder().completionCandidates(candidates).build());
            }
        }
    }

    /** Whether a shell is to ask for names there. */
    static boolean isOfNames(PositionalParamSpec positional) {
        for (String candidate : positional.completionCandidates()) {
            return candidate.equals(NAMES);
        }
        return false;
    }
}
