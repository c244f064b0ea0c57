package espalier.cli;

import espalier.Finding;
import espalier.order.Order;
import espalier.report.ComponentTree;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Shows the components of clusters, what each makes, and what it needs. */
final class TreeCommand implements Command {
    @Override
    public String name() {
        return "tree";
    }

    @Override
    public CommandSpec spec() {
        return Options.command(
                        name(),
                        "Shows the components of each cluster with their objects and what they need.",
                        "  espalier tree                    every cluster",
                        "  espalier tree --cluster lab      only the lab")
                .addOption(Options.clusters());
    }

    private record Answer(String tree, List<Finding> findings, boolean failed) {}

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> names = session.clusters(Options.clusters(given));
        int code = ExitCode.DONE;
        for (Answer answer : session.compile(names, compilation -> {
            Order order = compilation.order();
            boolean failed = compilation.failed() || order == null;
            return new Answer(failed || order == null ? "" : ComponentTree.of(order), compilation.findings(), failed);
        })) {
            session.out().print(answer.tree);
            if (answer.failed) {
                Teller.onErr(session).tell(answer.findings);
                code = ExitCode.FOUND;
            }
        }
        session.out().flush();
        return code;
    }
}
