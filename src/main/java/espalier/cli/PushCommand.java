package espalier.cli;

import espalier.Finding;
import espalier.git.Push;
import espalier.git.PushException;
import espalier.json.JsonLine;
import espalier.live.LiveCluster;
import espalier.live.LiveException;
import espalier.live.Rights;
import espalier.tree.Mapping;
import espalier.verdict.Neighbours;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Commits {@code dist/} with what made it, and pushes it to where Flux looks. */
final class PushCommand implements Command {
    @Override
    public String name() {
        return "push";
    }

    @Override
    public CommandSpec spec() {
        return LiveOptions.addTo(
                        Options.command(
                                name(),
                                "Commits dist/, snapshots/ and the Java that you have staged, and pushes the commit; nothing else is"
                                        + " touched. It signs, and runs the repository's hooks, as git does; a hook may refuse,"
                                        + " and change the message, but not what is committed.",
                                "  espalier push                                    with a message that names the components",
                                "  espalier push --message \"Give redis more memory\"",
                                "  espalier push --branch more-memory               to a branch for a pull request"),
                        "15m")
                .addOption(Options.flag("--watch", "Follows the commit until it is live, as espalier watch does."))
                .addOption(Options.option("-m", "--message", "TEXT", "The commit's message. Default: what changes."))
                .addOption(Options.option(
                        "-b", "--branch", "NAME", "The remote's branch. Default: the one that yours follows."));
    }

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        var dist = DistDirectory.of(session);
        var neighbours = new Neighbours();
        List<SynthResult> results = session.compile(session.clusters(List.of()), compilation -> {
            neighbours.add(compilation.name(), compilation.order());
            return SynthCommand.one(compilation, dist, true);
        });
        for (SynthResult result : results) {
            if (result.exitCode() != ExitCode.DONE) {
                Teller.onErr(session).tell(result.findings());
                result.tellReport(session);
                return tell(session, "dist/ is not what the Java says: run mvn synth, and look at what changes", true);
            }
        }
        var between = new ArrayList<Finding>();
        neighbours.findings(session.fleet().names()).values().forEach(between::addAll);
        if (!between.isEmpty()) {
            Teller.onErr(session).tell(between);
            return tell(session, "what is wrong between the clusters stands above", true);
        }
        if (!given.hasMatchedOption("--watch")) {
            return push(given, session, null);
        }
        Duration timeout = LiveOptions.timeout(given, WatchCommand.USUAL);
        try (LiveCluster cluster = LiveOptions.cluster(given, session, Rights.ofWatching(), timeout)) {
            return push(given, session, cluster);
        } catch (LiveException e) {
            return LiveOptions.tell(session, "push and watch", e);
        }
    }

    /** @param watched where to follow the commit; null for not at all */
    private static int push(ParseResult given, Session session, @Nullable LiveCluster watched)
            throws IOException, UsageException {
        boolean json = LiveOptions.json(given);
        String message = given.matchedOptionValue("--message", (String) null);
        String branch = given.matchedOptionValue("--branch", (String) null);
        Push.Result result;
        try (Push push = Push.from(session.root(), System.getenv(), branch)) {
            result = push.run(message, session.err());
        } catch (PushException e) {
            return tell(session, String.valueOf(e.getMessage()), e.isRefused());
        }
        session.err()
                .println(
                        result.commits() == 0 && !result.made()
                                ? "nothing to push: " + result.branch() + " of " + result.where() + " has it all"
                                : "pushed " + Teller.count(Math.max(1, result.commits()), "commit") + " to "
                                        + result.branch() + " of " + result.where());
        session.out()
                .println(
                        json
                                ? JsonLine.text(Mapping.of("commit", result.commit())
                                        .put("branch", result.branch())
                                        .put("made", result.made()))
                                : result.commit());
        if (watched == null) {
            return ExitCode.DONE;
        }
        try {
            return WatchCommand.follow(
                    watched, session, result.commit(), LiveOptions.timeout(given, WatchCommand.USUAL), json);
        } catch (LiveException e) {
            return LiveOptions.tell(session, "watch " + result.commit(), e);
        }
    }

    private static int tell(Session session, String why, boolean refused) {
        session.err().println(session.coloured("31", "Tried to push, but " + why));
        return refused ? ExitCode.FOUND : ExitCode.FAILED;
    }
}
