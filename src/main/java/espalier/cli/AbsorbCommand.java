package espalier.cli;

import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.output.Change;
import espalier.output.ClusterDirectory;
import espalier.output.OutputFile;
import espalier.tree.Mapping;
import espalier.tree.StrategicMerge;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Takes what somebody changed by hand in {@code dist/} into {@code patches/}, so that the next synth keeps it. */
final class AbsorbCommand implements Command {
    @Override
    public String name() {
        return "absorb";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Turns hand-made edits of objects in dist/ into patches under patches/<cluster>/.",
                        "  espalier absorb --because \"the scrub at night is slow\" dist/lab/apps/postgres/statefulset.yaml",
                        "  espalier absorb --because \"hotfix of last night\"          every edited object")
                .addOption(OptionSpec.builder("--because")
                        .arity("1")
                        .type(String.class)
                        .required(true)
                        .paramLabel("REASON")
                        .description("Why; shown on the cluster's page.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("FILE")
                        .description("Only these files of dist/. Default: all that differ.")
                        .build());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> files = given.matchedPositionalValue(0, List.of());
        String because = given.matchedOptionValue("--because", "");
        var dist = new DistDirectory(session.root(), session.root().resolve("dist"));
        var wanted = new ArrayList<Path>();
        for (String file : files) {
            wanted.add(session.root().resolve(file).toAbsolutePath().normalize());
        }
        int absorbed = 0;
        boolean refused = false;
        for (List<Absorbed> ofCluster :
                session.compile(session.fleet().names(), compilation -> absorb(compilation, dist, wanted))) {
            for (Absorbed one : ofCluster) {
                if (one.refusal != null) {
                    session.err().println(one.refusal);
                    refused = true;
                } else {
                    Path file = write(session.root(), one, because);
                    session.out().println(session.root().relativize(file));
                    absorbed++;
                }
            }
        }
        session.err().println(absorbed + (absorbed == 1 ? " edit" : " edits") + " taken into patches/; run synth next");
        return refused || absorbed == 0 ? ExitCode.FOUND : ExitCode.DONE;
    }

    /** An edit as a patch, or why it cannot become one. */
    private record Absorbed(
            String cluster,
            String path,
            Mapping target,
            Mapping merge,
            @Nullable String refusal) {}

    private static List<Absorbed> absorb(Compilation compilation, DistDirectory dist, List<Path> wanted)
            throws IOException {
        ClusterDirectory directory = dist.cluster(compilation.name());
        var absorbed = new ArrayList<Absorbed>();
        if (compilation.failed()) {
            String why =
                    "Tried to absorb edits of " + compilation.name() + ", but it does not compile; see espalier synth";
            return List.of(refusal(compilation.name(), why));
        }
        for (Change change : directory.changes(ClusterDirectory.render(compilation.files()))) {
            Path file = directory.path().resolve(change.path()).toAbsolutePath().normalize();
            if (change.present() != null && (wanted.isEmpty() || wanted.contains(file))) {
                absorbed.add(absorb(compilation.name(), change));
            }
        }
        return absorbed;
    }

    private static Absorbed absorb(String cluster, Change change) {
        String path = "dist/" + cluster + "/" + change.path();
        OutputFile file = change.wanted();
        FileSpec spec = file == null ? null : file.spec();
        KubernetesObject object = spec == null ? null : spec.object();
        byte[] present = change.present();
        if (spec == null || object == null || !(spec.yaml() instanceof Mapping before) || present == null) {
            return refusal(
                    cluster, "Tried to absorb " + path + ", but it is no object: it follows from the Java alone");
        }
        try {
            var documents = YamlReader.documents(new String(present, StandardCharsets.UTF_8));
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping after) {
                if (!sameIdentity(object, after)) {
                    return refusal(
                            cluster,
                            "Tried to absorb " + path
                                    + ", but its kind, name or namespace was changed, and that makes it"
                                    + " another object; change the Java");
                }
                var target = Mapping.of("kind", object.kind()).put("name", object.name());
                target.putIfAny("namespace", object.namespace().isEmpty() ? null : object.namespace());
                return new Absorbed(cluster, change.path(), target, StrategicMerge.between(before, after), null);
            }
        } catch (YamlReader.SyntaxException e) {
            return refusal(
                    cluster, "Tried to absorb " + path + ", but line " + e.line() + " is no YAML: " + e.getMessage());
        }
        return refusal(cluster, "Tried to absorb " + path + ", but it does not hold exactly one object");
    }

    private static boolean sameIdentity(KubernetesObject object, Mapping after) {
        Mapping metadata = after.mapping("metadata");
        String namespace = metadata == null ? null : metadata.text("namespace");
        return metadata != null
                && object.kind().equals(after.text("kind"))
                && object.name().equals(metadata.text("name"))
                && object.namespace().equals(namespace == null ? "" : namespace);
    }

    private static Absorbed refusal(String cluster, String why) {
        return new Absorbed(cluster, "", new Mapping(), new Mapping(), why);
    }

    private static Path write(Path root, Absorbed one, String because) throws IOException {
        Path folder = root.resolve("patches").resolve(one.cluster);
        Files.createDirectories(folder);
        String base = one.path.replace(".yaml", "").replace('/', '-');
        Path file = folder.resolve(base + ".yaml");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(base + "-" + i + ".yaml");
        }
        var patch = Mapping.of("because", because).put("target", one.target).put("merge", one.merge);
        return Files.write(file, YamlWriter.bytes(patch));
    }
}
