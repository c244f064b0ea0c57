package espalier.cli;

import espalier.schema.KindSource;
import espalier.schema.SchemaFolder;
import espalier.schema.SchemaResult;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Says of each kind that the clusters use where its schema comes from. */
final class SchemasList implements Command {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Lists the kinds that the clusters use, with the number of their objects and where their schemas come"
                                + " from.",
                        "  espalier schemas list                    of all clusters",
                        "  espalier schemas list --cluster lab      of the lab alone")
                .addOption(Options.clusters())
                .addOption(Options.flag("--unused", "Lists the files of schemas/ as well that nobody uses."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> asked = Options.clusters(given);
        var kinds = new TreeMap<String, KindSource>();
        for (SchemaResult result : session.compile(session.clusters(asked), compilation -> compilation.schemas())) {
            for (KindSource source : result.sources()) {
                kinds.merge(source.kind(), source, SchemasList::both);
            }
        }
        int without = 0;
        var unused = new TreeSet<>(
                asked.isEmpty() ? new SchemaFolder(session.root().resolve("schemas"), false).paths() : List.of());
        unused.removeIf(path -> path.startsWith("meta/"));
        for (KindSource source : kinds.values()) {
            unused.remove(source.path());
            without += source.place() == null ? 1 : 0;
            String place = source.place() == null ? "has no schema" : source.place();
            session.out().println(source.kind() + "  " + Teller.count(source.objects(), "object") + "  " + place);
        }
        boolean isAsked = given.hasMatchedOption("--unused");
        if (isAsked) {
            unused.forEach(path -> session.out().println("schemas/" + path + "  is used by none"));
        }
        session.out().flush();
        session.err()
                .println(Teller.count(kinds.size(), "kind") + " in use, " + without + " without schema"
                        + (without == 0 ? "" : " (see espalier schemas add --help)")
                        + (unused.isEmpty() || isAsked
                                ? ""
                                : "; " + Teller.count(unused.size(), "file")
                                        + " of schemas/ used by none (--unused lists them)"));
        return ExitCode.DONE;
    }

    private static KindSource both(KindSource one, KindSource other) {
        return new KindSource(one.kind(), one.objects() + other.objects(), one.place(), one.path());
    }
}
