package espalier.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands and their options as fish wants to know them, which picocli does not write. */
final class FishCompletion {
    private final StringBuilder script = new StringBuilder("complete -c espalier -f\n");

    private FishCompletion() {}

    static String of(CommandSpec program) {
        var completion = new FishCompletion();
        completion.options(program, "__fish_use_subcommand");
        program.subcommands().forEach((name, command) -> completion.command(name, command, "__fish_use_subcommand"));
        return completion.script.toString();
    }

    private void command(String name, CommandLine line, String where) {
        CommandSpec spec = line.getCommandSpec();
        String[] words = spec.usageMessage().description();
        complete(where, "-a " + name + described(words.length == 0 ? "" : words[0]));
        String inside = "__fish_seen_subcommand_from " + name;
        options(spec, inside);
        for (PositionalParamSpec positional : spec.positionalParameters()) {
            if (positional.completionCandidates() == null) {
                complete(inside, "-F");
            } else {
                complete(
                        inside,
                        "-a '"
                                + (CompletionCommand.isOfNames(positional)
                                        ? "(__espalier_names)"
                                        : words(positional.completionCandidates()))
                                + "'");
            }
        }
        String below = "__fish_seen_subcommand_from " + name + "; and not __fish_seen_subcommand_from "
                + String.join(" ", spec.subcommands().keySet());
        spec.subcommands().forEach((sub, command) -> command(sub, command, below));
    }

    private void options(CommandSpec spec, String where) {
        for (OptionSpec option : spec.options()) {
            var words = new StringBuilder();
            for (String name : option.names()) {
                words.append(words.length() == 0 ? "" : " ")
                        .append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
            }
            if (option.arity().max() > 0) {
                words.append(
                        option.completionCandidates() == null
                                ? " -r -F"
                                : " -x -a '" + words(option.completionCandidates()) + "'");
            }
            String[] description = option.description();
            complete(where, words + described(description.length == 0 ? "" : description[0]));
        }
    }

    private void complete(String where, String what) {
        script.append("complete -c espalier -n '")
                .append(where)
                .append("' ")
                .append(what)
                .append('\n');
    }

    private static String words(Iterable<String> candidates) {
        var words = new ArrayList<String>();
        candidates.forEach(words::add);
        return String.join(" ", words);
    }

    /** The first sentence; fish shows it on the candidate's line. */
    private static String described(String text) {
        List<String> ends = List.of(". ", "; ", ": ");
        String first = text;
        for (String end : ends) {
            int at = first.indexOf(end);
            first = at < 0 ? first : first.substring(0, at);
        }
        return first.isEmpty() ? "" : " -d '" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
