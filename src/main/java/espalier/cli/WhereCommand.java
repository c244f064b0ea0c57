package espalier.cli;

import espalier.KubernetesObject;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.tree.FieldPath;
import espalier.yaml.YamlLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
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
                        "Says which line of Java made a file of dist/, or which files a line of Java (or of a patch) makes.",
                        "  espalier where dist/lab/apps/redis/deployment.yaml:20",
                        "  espalier where clusters/Lab.java:24")
                .addPositional(Options.argument("FILE[:LINE]", "A file of dist/; or a line of Java, or of a patch."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String asked = given.matchedPositionalValue(0, "");
        int colon = asked.lastIndexOf(':');
        boolean hasLine = colon > 0 && isNumber(asked.substring(colon + 1));
        String file = hasLine ? asked.substring(0, colon) : asked;
        int line = hasLine ? Integer.parseInt(asked.substring(colon + 1)) : 0;
        boolean isSource = file.endsWith(".java") || isPatch(file, session);
        if (isSource && line == 0) {
            throw new UsageException("Tried to find what " + file + " makes, but that needs a line: " + file + ":12");
        }
        List<String> names = isSource ? session.fleet().names() : clusterOf(file, session);
        List<String> answers = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (List<String> found : session.compile(names, compilation -> {
            if (compilation.failed()) {
                return List.of("!" + compilation.name());
            }
            return isSource ? files(compilation, file, line) : lines(compilation, inDist(file, session), line);
        })) {
            for (String answer : found) {
                (answer.startsWith("!") ? broken : answers).add(answer);
            }
        }
        answers.forEach(answer -> session.out().println(session.shown(answer)));
        for (String name : broken) {
            session.err().println("Tried to compile " + name.substring(1) + ", but it has errors: see espalier check");
        }
        if (answers.isEmpty() && broken.isEmpty()) {
            session.err()
                    .println("Tried to find " + asked + ", but "
                            + (isSource ? "that line makes nothing in dist/" : "no line makes that file"));
        }
        return answers.isEmpty() || !broken.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
    }

    private static boolean isPatch(String file, Session session) {
        return session.file(Path.of(file))
                .startsWith(session.root().resolve("patches").toAbsolutePath().normalize());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The path below {@code dist/}, whichever way it was given. */
    private static String inDist(String file, Session session) {
        Path dist = session.root().resolve("dist").toAbsolutePath().normalize();
        Path absolute = session.file(Path.of(file));
        return absolute.startsWith(dist) ? dist.relativize(absolute).toString().replace('\\', '/') : file;
    }

    private static List<String> clusterOf(String file, Session session) throws UsageException {
        String path = inDist(file, session);
        int slash = path.indexOf('/');
        if (path.equals(file) && (slash < 0 || !session.fleet().names().contains(path.substring(0, slash)))) {
            throw new UsageException("Tried to find which line made " + file
                    + ", but it is neither in dist/ nor a line of" + " Java or of a patch");
        }
        return session.clusters(List.of(slash < 0 ? path : path.substring(0, slash)));
    }

    private static List<String> files(Compilation compilation, String source, int line) {
        var found = new ArrayList<String>();
        for (FileSpec file : compilation.files()) {
            if (file.origin().isAt(source, line)) {
                found.add("dist/" + compilation.name() + "/" + file.path());
            } else if (isPatchedAt(file.object(), source, line)) {
                found.add("dist/" + compilation.name() + "/" + file.path() + "  patched");
            }
            for (KubernetesObject carried : carriedBy(file.object(), compilation)) {
                String there = "dist/" + compilation.name() + "/" + file.path() + "  carries " + carried;
                if (isPatchedAt(carried, source, line)) {
                    found.add(there + ", patched");
                } else if (carried.origin().isAt(source, line) && !file.origin().isAt(source, line)) {
                    found.add(there);
                }
            }
        }
        return found;
    }

    /** The objects that {@code release} carries, of which no file is written. */
    private static List<KubernetesObject> carriedBy(@Nullable KubernetesObject release, Compilation compilation) {
        var carried = new ArrayList<KubernetesObject>(0);
        Order order = compilation.order();
        if (release != null && release.isCarrier() && order != null) {
            for (KubernetesObject object : order.graph().objects()) {
                if (object.carrier() == release) {
                    carried.add(object);
                }
            }
        }
        return carried;
    }

    private static boolean isPatchedAt(@Nullable KubernetesObject object, String source, int line) {
        if (object != null) {
            for (Origin patch : object.patchedAt()) {
                if (patch.isAt(source, line)) {
                    return true;
                }
            }
        }
        return false;
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
                for (KubernetesObject carried : carriedBy(object, compilation)) {
                    found.add(carried.origin() + "  carries " + carried);
                    carried.patchedAt().forEach(patch -> found.add("patched at " + patch));
                }
            }
        }
        return found;
    }

    private static String describe(FileSpec file, int line) {
        KubernetesObject object = file.object();
        String made = object == null ? "" : "  " + object;
        FieldPath field = line == 0 || file.yaml() == null && !file.isEncrypted()
                ? null
                : YamlLines.fieldAt(new String(file.render(), StandardCharsets.UTF_8), line);
        return file.origin() + made + (field == null ? "" : "  " + field);
    }
}
