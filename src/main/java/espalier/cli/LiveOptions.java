package espalier.cli;

import espalier.binding.Binding;
import espalier.binding.Bindings;
import espalier.doctor.Right;
import espalier.live.Fingerprint;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands have in common that speak to a running cluster. */
final class LiveOptions {
    private static final List<String> OUTPUTS = List.of("text", "json");

    private LiveOptions() {}

    /** What each of them takes; {@code usual} is how long it waits by itself. */
    static CommandSpec addTo(CommandSpec spec, String usual) {
        return addConnectionTo(spec, usual)
                .addOption(option(
                        "--cluster",
                        "NAME",
                        "The cluster of this repository that it must be. Default: whichever it is."))
                .addOption(Options.output(OUTPUTS, "text or json, a line each."));
    }

    static CommandSpec addConnectionTo(CommandSpec spec, String usual) {
        return spec.addOption(option("--context", "NAME", "The context of the kubeconfig. Default: the current one."))
                .addOption(option("--kubeconfig", "FILE", "Default: $KUBECONFIG, or ~/.kube/config."))
                .addOption(option(
                        "--timeout",
                        "TIME",
                        "How long it waits, as 90s, 5m or 1h; ends with 4 then. Default: " + usual + "."));
    }

    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /**
     * The cluster that is meant; stops where it is another than the one that it is taken for.
     *
     * @param needed what will be asked of it; where something is changed, it must be certain which one it is
     * @param timeout for everything that is asked
     */
    static LiveCluster cluster(ParseResult given, Session session, List<Right> needed, Duration timeout)
            throws IOException, LiveException, UsageException {
        String name = given.matchedOptionValue("--cluster", (String) null);
        if (name != null) {
            session.clusters(List.of(name));
        }
        Bindings bindings = Bindings.in(session.root());
        LiveCluster cluster = open(given, session, bindings, name, timeout);
        try {
            cluster.needs(needed);
            check(
                    cluster,
                    bindings,
                    name,
                    session,
                    needed.stream().anyMatch(right -> right.verb().equals("patch")));
            return cluster;
        } catch (LiveException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The cluster behind the context that is named, or that the cluster {@code name} was bootstrapped by, or the current one. */
    static LiveCluster open(
            ParseResult given, Session session, Bindings bindings, @Nullable String name, Duration timeout)
            throws LiveException {
        List<Path> kubeconfigs = kubeconfigs(given, session);
        String context = given.matchedOptionValue("--context", (String) null);
        Binding binding = name == null || context != null ? null : bindings.of(name);
        if (binding != null && LiveCluster.hasContext(kubeconfigs, binding.context())) {
            context = binding.context();
        }
        return LiveCluster.of(kubeconfigs, context, timeout);
    }

    private static void check(
            LiveCluster cluster, Bindings bindings, @Nullable String name, Session session, boolean writes)
            throws LiveException {
        Fingerprint fingerprint;
        try {
            fingerprint = cluster.fingerprint();
        } catch (LiveException e) {
            if (!e.isForbidden() || writes) {
                throw e;
            }
            if (name != null || !bindings.isEmpty()) {
                session.err()
                        .println("not checked which cluster " + cluster.name()
                                + " is: this user may not get namespaces");
            }
            return;
        }
        bindings.check(fingerprint, cluster.context(), name);
    }

    /** The file that was given; null for the usual one. */
    static @Nullable Path kubeconfig(ParseResult given, Session session) {
        String file = given.matchedOptionValue("--kubeconfig", (String) null);
        return file == null ? null : session.directory().resolve(file);
    }

    /** The files that say how clusters are reached; of two that say something, the first counts. */
    static List<Path> kubeconfigs(ParseResult given, Session session) {
        Path named = kubeconfig(given, session);
        String variable = System.getenv("KUBECONFIG");
        if (named != null) {
            return List.of(named);
        }
        if (variable == null || variable.isEmpty()) {
            return List.of(Path.of(System.getProperty("user.home"), ".kube", "config"));
        }
        var files = new ArrayList<Path>();
        for (String file : variable.split(File.pathSeparator)) {
            files.add(session.directory().resolve(file));
        }
        return files;
    }

    static boolean json(ParseResult given) throws UsageException {
        String output = Options.output(given, OUTPUTS);
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
        return e.isLate() ? ExitCode.OUT_OF_TIME : ExitCode.FAILED;
    }
}
