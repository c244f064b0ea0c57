package espalier.cli;

import espalier.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Options that several commands share. Made in Java, since reading annotations costs start-up time. */
final class Options {
    /** Picocli's own factory looks for Groovy first, and Java, on the way, opens every library that there is: 20 ms. */
    static final IFactory NO_GROOVY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            // For options that can be given several times.
            return type.cast(
                    type == List.class
                            ? new ArrayList<>()
                            : type.getDeclaredConstructor().newInstance());
        }
    };

    private Options() {}

    static CommandSpec command(String name, String description, String... examples) {
        var spec = CommandSpec.wrapWithoutInspection(null, NO_GROOVY).name(name).mixinStandardHelpOptions(false);
        spec.usageMessage().description(description);
        if (examples.length > 0) {
            spec.usageMessage().footerHeading("%nExamples:%n").footer(examples);
        }
        return spec.addOption(flag("--help", "Shows this help.").toBuilder()
                .names("-h", "--help")
                .usageHelp(true)
                .build());
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** An option with a value, by a letter and a word. */
    static OptionSpec option(String shorter, String name, String label, String description) {
        return OptionSpec.builder(shorter, name)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec clusters() {
        return OptionSpec.builder("-c", "--cluster")
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .paramLabel("NAME")
                .description("Only this cluster; may be given several times. Default: all.")
                .build();
    }

    /** Which of {@code formats} to print; the first is the default. */
    static OptionSpec format(List<String> formats, String description) {
        return choice("-f", "--format", formats, description);
    }

    private static OptionSpec choice(String shorter, String name, List<String> forms, String description) {
        return OptionSpec.builder(shorter, name)
                .arity("1")
                .type(String.class)
                .paramLabel("FORMAT")
                .completionCandidates(forms)
                .description(description + " Default: " + forms.get(0) + ".")
                .build();
    }

    static String format(ParseResult given, List<String> formats) throws UsageException {
        String format = given.matchedOptionValue("--format", formats.get(0));
        if (!formats.contains(format)) {
            String near = Names.nearest(format, formats);
            throw new UsageException("Tried to use the format \"" + format + "\", but there are only: "
                    + String.join(", ", formats) + (near == null ? "" : ". Did you mean " + near + "?"));
        }
        return format;
    }

    /** The cluster that a command is about. */
    static PositionalParamSpec cluster() {
        return argument("CLUSTER", "The cluster, as clusters.Main calls it.");
    }

    /** The one word that a command needs. */
    static PositionalParamSpec argument(String label, String description) {
        return positional("0", "1", label, description)
                .type(String.class)
                .required(true)
                .build();
    }

    /** A word that may be left out, behind {@code position} others. */
    static PositionalParamSpec optionalArgument(int position, String label, String description) {
        return positional(Integer.toString(position), "0..1", label, description)
                .type(String.class)
                .build();
    }

    /** As many words as are given, {@code least} or more. */
    static PositionalParamSpec arguments(int least, String label, String description) {
        return positional("0..*", least + "..*", label, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .required(least > 0)
                .build();
    }

    private static PositionalParamSpec.Builder positional(
            String index, String arity, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .paramLabel(label)
                .description(description);
    }

    /** In which of {@code outputs} to print; the first is the default. */
    static OptionSpec output(List<String> outputs, String description) {
        return choice("-o", "--output", outputs, description);
    }

    static String output(ParseResult given, List<String> outputs) throws UsageException {
        String output = given.matchedOptionValue("--output", outputs.get(0));
        if (!outputs.contains(output)) {
            throw new UsageException(
                    "Tried to print as \"" + output + "\", but there are only: " + String.join(", ", outputs));
        }
        return output;
    }

    static OptionSpec out() {
        return OptionSpec.builder("--out")
                .arity("1")
                .type(Path.class)
                .paramLabel("DIR")
                .description("Where the clusters' directories stand. Default: dist of this repository.")
                .build();
    }

    static List<String> clusters(ParseResult given) {
        return given.matchedOptionValue("--cluster", List.of());
    }

    static Path out(ParseResult given, Session session) {
        Path out = given.matchedOptionValue("--out", (Path) null);
        return out == null
                ? session.root().resolve("dist")
                : session.directory().resolve(out);
    }
}
