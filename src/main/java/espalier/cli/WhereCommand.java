package espalier.cli;

import espalier.KubernetesObject;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.tree.FieldPath;
import espalier.yaml.YamlLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Answers which line of Java made a file of {@code dist/}, and which files a line of Java makes. */
final class WhereCommand implements Command {
    @Override
    public String name() {
        return "where";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Says which line of Java made a file of dist/, or which files a line of Java makes.",
                        "  espalier where dist/lab/apps/redis/deployment.yaml:20",
                        "  espalier where clusters/Lab.java:24")
                .addPositional(PositionalParamSpec.builder()
                        .arity("1")
                        .type(String.class)
                        .paramLabel("FILE[:LINE]")
                        .description("A file of dist/, or a Java file with a line.")
                        .build());
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String asked = given.matchedPositionalValue(0, "");
        int colon = asked.lastIndexOf(':');
        boolean hasLine = colon > 0 && isNumber(asked.substring(colon + 1));
        String file = hasLine ? asked.substring(0, colon) : asked;
        int line = hasLine ? Integer.parseInt(asked.substring(colon + 1)) : 0;
        if (file.endsWith(".java") && line == 0) {
            throw new UsageException(
                    "Tried to find what " + file + " makes, but a Java file needs a line: " + file + ":12");
        }
        List<String> answers = new ArrayList<>();
        List<String> names = file.endsWith(".java") ? session.fleet().names() : clusterOf(file, session);
        for (List<String> found : session.compile(
                names,
                compilation -> file.endsWith(".java")
                        ? files(compilation, file, line)
                        : lines(compilation, inDist(file, session), line))) {
            answers.addAll(found);
        }
        answers.forEach(session.out()::println);
        if (answers.isEmpty()) {
            session.err()
                    .println("Tried to find " + asked + ", but "
                            + (file.endsWith(".java") ? "that line makes no object" : "no cluster makes that file"));
            return ExitCode.FOUND;
        }
        return ExitCode.DONE;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The path below {@code dist/}, whichever way it was given. */
    private static String inDist(String file, Session session) {
        Path dist = session.root().resolve("dist").toAbsolutePath().normalize();
        Path absolute = session.root().resolve(file).toAbsolutePath().normalize();
        return absolute.startsWith(dist) ? dist.relativize(absolute).toString().replace('\\', '/') : file;
    }

    private static List<String> clusterOf(String file, Session session) throws UsageException {
        String path = inDist(file, session);
        int slash = path.indexOf('/');
        return session.clusters(List.of(slash < 0 ? path : path.substring(0, slash)));
    }

    private static List<String> files(Compilation compilation, String javaFile, int line) {
        var found = new ArrayList<String>();
        for (FileSpec file : compilation.files()) {
            if (file.origin().isAt(javaFile, line)) {
                found.add("dist/" + compilation.name() + "/" + file.path());
            }
        }
        return found;
    }

    private static List<String> lines(Compilation compilation, String path, int line) {
        var found = new ArrayList<String>();
        for (FileSpec file : compilation.files()) {
            if (path.equals(compilation.name() + "/" + file.path()) && file.origin() != Origin.UNKNOWN) {
                found.add(describe(file, line));
                KubernetesObject object = file.object();
                if (object != null) {
                    object.patchedAt().forEach(patch -> found.add("patched at " + patch));
                }
            }
        }
        return found;
    }

    private static String describe(FileSpec file, int line) {
        KubernetesObject object = file.object();
        String made = object == null ? "" : "  " + object;
        FieldPath field = line == 0 || file.yaml() == null
                ? null
                : YamlLines.fieldAt(new String(file.render(), StandardCharsets.UTF_8), line);
        return file.origin() + made + (field == null ? "" : "  " + field);
    }
}
