package espalier.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
                        "Turns hand-made edits of objects in dist/ into patches under patches/<cluster>/, which the next synth"
                                + " applies.",
                        "  espalier absorb --because \"a hotfix\" dist/lab/apps/redis/deployment.yaml",
                        "  espalier absorb --because \"a hotfix\"     every edit that is not committed")
                .addOption(OptionSpec.builder("--because")
                        .arity("1")
                        .type(String.class)
                        .required(true)
                        .paramLabel("REASON")
                        .description("Why; shown on the cluster's page.")
                        .build())
                .addPositional(Options.arguments(
                        0,
                        "FILE",
                        "Only these files or folders of dist/, committed edits as well. Default: every edit that"
                                + " is not committed."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        String because = given.matchedOptionValue("--because", "");
        if (because.isBlank()) {
            throw new UsageException("Tried to absorb edits without a reason, but a patch needs one: --because \"…\"");
        }
        var dist = DistDirectory.of(session);
        var asked = new LinkedHashSet<Path>();
        for (String file : given.matchedPositionalValue(0, List.<String>of())) {
            asked.add(session.file(Path.of(file)));
        }
        List<Absorption> all =
                session.compile(clusters(asked, dist, session), compilation -> Absorption.of(compilation, dist, asked));
        var changed = new LinkedHashMap<String, Absorption>();
        for (Absorption absorption : all) {
            absorption.write(session.root(), because);
            if (absorption.hasEdits()) {
                changed.put(absorption.cluster(), absorption);
            }
        }
        if (!changed.isEmpty()) {
            session.compile(List.copyOf(changed.keySet()), patched -> {
                Absorption absorption = changed.get(patched.name());
                if (absorption != null) {
                    absorption.verify(patched);
                }
                return patched.name();
            });
        }
        return tell(all, asked.isEmpty(), session);
    }

    private static int tell(List<Absorption> all, boolean uncommitted, Session session) {
        int absorbed = 0;
        boolean refused = false;
        boolean said = false;
        for (Absorption absorption : all) {
            absorption.said().forEach(each -> session.err().println(session.shown(each)));
            said |= !absorption.said().isEmpty();
            for (Path patch : absorption.patches()) {
                session.out()
                        .println(session.root().relativize(patch).toString().replace('\\', '/'));
            }
            absorbed += absorption.patches().size();
            refused |= absorption.isRefused();
        }
        if (absorbed == 0 && !said) {
            session.err()
                    .println("nothing to absorb: "
                            + (uncommitted
                                    ? "dist/ holds no edit that is not committed; name a file to take in a committed one"
                                    : "what was named is as synth writes it"));
            return ExitCode.DONE;
        }
        session.err()
                .println(absorbed + (absorbed == 1 ? " edit" : " edits") + " taken into patches/"
                        + (absorbed == 0 ? "" : "; run synth next"));
        return refused || absorbed == 0 ? ExitCode.FOUND : ExitCode.DONE;
    }

    private static List<String> clusters(Set<Path> asked, DistDirectory dist, Session session) throws UsageException {
        var names = new LinkedHashSet<String>();
        for (Path file : asked) {
            if (!file.startsWith(dist.path()) || file.equals(dist.path())) {
                throw new UsageException("Tried to absorb " + file + ", but it is not in " + dist.path());
            }
            names.add(dist.path().relativize(file).getName(0).toString());
        }
        return session.clusters(List.copyOf(names));
    }
}
