package espalier.cli;

import espalier.intake.Intake;
import espalier.intake.KindSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Takes the schemas of kinds from files. */
final class SchemasAdd implements Command {
    @Override
    public String name() {
        return "add";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Takes the schemas of kinds from files into schemas/: CustomResourceDefinitions in YAML or JSON, beside"
                                + " other objects or not, OpenAPI documents (v2 or v3) and JSON Schemas.",
                        "  espalier schemas add crds/                                  every file in there",
                        "  helm template … | espalier schemas add -                     what a chart brings",
                        "  espalier schemas add --as example.com/v1/Pear pear.json     a JSON Schema that does not say its kind")
                .addOption(OptionSpec.builder("--as")
                        .arity("1")
                        .type(String.class)
                        .paramLabel("GROUP/VERSION/KIND")
                        .description("The kind that a JSON Schema is of, where neither it nor its path says so.")
                        .build())
                .addOption(SchemasPull.complete())
                .addOption(SchemasPull.out())
                .addPositional(Options.arguments(1, "FILE", "Files, folders, or - for standard input."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String as = given.matchedOptionValue("--as", (String) null);
        var kinds = new TreeMap<String, KindSchema>();
        int refused = 0;
        for (String name : given.matchedPositionalValue(0, List.<String>of())) {
            for (Path file : files(name, session)) {
                String shown = name.equals("-") ? "standard input" : file.toString();
                try {
                    for (KindSchema kind : Intake.read(text(name, file), file.toString(), as)) {
                        kinds.put(kind.path(), kind);
                    }
                } catch (CharacterCodingException e) {
                    refused += refuse(shown, "it is no UTF-8", session);
                } catch (Intake.NoSchemaException e) {
                    refused += refuse(shown, String.valueOf(e.getMessage()), session);
                }
            }
        }
        SchemaReport.put(kinds.values(), SchemasPull.folder(given, session), session);
        return refused == 0 ? ExitCode.DONE : ExitCode.FOUND;
    }

    private static int refuse(String file, String why, Session session) {
        session.err().println(session.coloured("31", "Tried to take schemas from " + file + ", but " + why));
        return 1;
    }

    private static String text(String name, Path file) throws IOException {
        return name.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(file, StandardCharsets.UTF_8);
    }

    private static List<Path> files(String name, Session session) throws IOException, UsageException {
        Path file = session.file(Path.of(name));
        if (name.equals("-") || Files.isRegularFile(file)) {
            return List.of(file);
        }
        if (!Files.isDirectory(file)) {
            throw new UsageException("Tried to take schemas from " + name + ", but there is no such file");
        }
        var files = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(file)) {
            all.filter(SchemasAdd::mayHoldSchemas).sorted().forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new UsageException(
                    "Tried to take schemas from " + name + ", but no file in it ends in .yaml, .yml or .json");
        }
        return files;
    }

    private static boolean mayHoldSchemas(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }
}
