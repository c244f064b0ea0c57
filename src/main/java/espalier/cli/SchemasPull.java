package espalier.cli;

import espalier.intake.KindSchema;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.ServedKinds;
import espalier.schema.KindSource;
import espalier.schema.SchemaFolder;
import espalier.schema.SchemaResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Takes the schemas of kinds from a cluster. */
final class SchemasPull implements Command {
    @Override
    public String name() {
        return "pull";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addConnectionTo(
                        Options.command(
                                name(),
                                "Takes the schemas of the kinds in use from a cluster into schemas/, where they are not those that come"
                                        + " with Espalier.",
                                "  espalier schemas pull --context lab                      of the kinds that any cluster here uses",
                                "  espalier schemas pull --context lab --all                of every kind that it serves",
                                "  espalier schemas pull --server http://127.0.0.1:8001     through kubectl proxy"),
                        "5m")
                .addOption(LiveOptions.option(
                        "--server", "URL", "An API server that asks nobody's name, instead of a context."))
                .addOption(Options.clusters())
                .addOption(Options.flag("--all", "Every kind that the cluster serves."))
                .addOption(complete())
                .addOption(out());
    }

    static OptionSpec complete() {
        return Options.flag("--complete", "Writes those that come with Espalier as well.");
    }

    static OptionSpec out() {
        return OptionSpec.builder("--out")
                .arity("1")
                .type(Path.class)
                .paramLabel("DIR")
                .description("Where the schemas stand. Default: schemas of this repository.")
                .build();
    }

    static SchemaFolder folder(ParseResult given, Session session) {
        Path out = given.matchedOptionValue("--out", (Path) null);
        Path folder = out == null
                ? session.root().resolve("schemas")
                : session.directory().resolve(out);
        return new SchemaFolder(folder, given.hasMatchedOption("--complete"));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        Map<String, String> used = given.hasMatchedOption("--all") ? null : used(given, session);
        try (LiveCluster cluster = cluster(given, session)) {
            session.err().println("asking " + cluster.name());
            var kinds = new ArrayList<KindSchema>();
            for (KindSchema kind : ServedKinds.of(cluster, version -> isWanted(version, used))) {
                if (used == null || kind.isOfAllKinds() || used.containsKey(inLowerCase(kind.toString()))) {
                    kinds.add(kind);
                }
            }
            SchemaReport.put(kinds, folder(given, session), session);
            return unserved(used, kinds, session) ? ExitCode.FOUND : ExitCode.DONE;
        } catch (LiveException e) {
            return LiveOptions.tell(session, "take schemas from a cluster", e);
        }
    }

    /** Says which of the kinds in use the cluster does not serve, if any: their definitions may not be there yet. */
    private static boolean unserved(@Nullable Map<String, String> used, List<KindSchema> kinds, Session session) {
        var left = new TreeMap<>(used == null ? Map.of() : used);
        kinds.forEach(kind -> left.remove(inLowerCase(kind.toString())));
        left.values().forEach(kind -> session.err().println("not served there: " + kind));
        return !left.isEmpty();
    }

    private static boolean isWanted(String version, @Nullable Map<String, String> used) {
        if (used == null) {
            return true;
        }
        for (String kind : used.keySet()) {
            if (kind.startsWith(version + " ")) {
                return true;
            }
        }
        return false;
    }

    private static String inLowerCase(String kind) {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** The kinds that the clusters use, by what they are in lower case. */
    private static Map<String, String> used(ParseResult given, Session session) throws IOException, UsageException {
        var used = new TreeMap<String, String>();
        List<String> names = session.clusters(Options.clusters(given));
        for (SchemaResult result : session.compile(names, compilation -> compilation.schemas())) {
            for (KindSource source : result.sources()) {
                used.put(inLowerCase(source.kind()), source.kind());
            }
        }
        return used;
    }

    private static LiveCluster cluster(ParseResult given, Session session) throws LiveException, UsageException {
        Duration timeout = LiveOptions.timeout(given, Duration.ofMinutes(5));
        String address = given.matchedOptionValue("--server", (String) null);
        return address == null
                ? LiveCluster.of(
                        LiveOptions.kubeconfigs(given, session),
                        given.matchedOptionValue("--context", (String) null),
                        timeout)
                : LiveCluster.at(address, timeout);
    }
}
