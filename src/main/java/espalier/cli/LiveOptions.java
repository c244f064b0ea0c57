package espalier.cli;

import espalier.live.LiveCluster;
import espalier.live.LiveException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands have in common that speak to a running cluster. */
final class LiveOptions {
    private static final List<String> OUTPUTS = List.of("text", "json");

    private LiveOptions() {}

    static CommandSpec addTo(CommandSpec spec) {
        return spec.addOption(option("--context", "NAME", "The context of the kubeconfig. Default: the current one."))
                .addOption(option("--kubeconfig", "FILE", "Default: $KUBECONFIG, or ~/.kube/config."))
                .addOption(OptionSpec.builder("-o", "--output")
                        .arity("1")
                        .type(String.class)
                        .paramLabel("FORMAT")
                        .completionCandidates(OUTPUTS)
                        .description("text or json, a line each. Default: text.")
                        .build());
    }

    static CommandSpec addTimeoutTo(CommandSpec spec, String usual) {
        return spec.addOption(option(
                "--timeout", "TIME", "How long it waits, as 90s, 5m or 1h; ends with 4 then. Default: " + usual + "."));
    }

    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static LiveCluster cluster(ParseResult given, Session session) throws LiveException {
        String file = given.matchedOptionValue("--kubeconfig", (String) null);
        Path kubeconfig = file == null ? null : session.directory().resolve(file);
        return LiveCluster.of(kubeconfig, given.matchedOptionValue("--context", (String) null));
    }

    static boolean json(ParseResult given) throws UsageException {
        String output = given.matchedOptionValue("--output", "text");
        if (!OUTPUTS.contains(output)) {
            throw new UsageException(
                    "Tried to print as \"" + output + "\", but there are only: " + String.join(", ", OUTPUTS));
        }
        return output.equals("json");
    }

    static Duration timeout(ParseResult given, Duration usual) throws UsageException {
        String text = given.matchedOptionValue("--timeout", (String) null);
        if (text == null) {
            return usual;
        }
        try {
            Duration read = Duration.parse("PT" + text);
            if (!read.isNegative() && !read.isZero()) {
                return read;
            }
        } catch (java.time.format.DateTimeParseException e) {
            // told below, with what was expected
        }
        throw new UsageException(
                "Tried to wait for \"" + text + "\", but that is no time: write it as in 90s, 5m or 1h");
    }

    /** Says why it could not be done. */
    static int tell(Session session, String name, LiveException e) {
        session.err().println(session.coloured("31", "Tried to " + name + ", but " + e.getMessage()));
        return ExitCode.FAILED;
    }
}
