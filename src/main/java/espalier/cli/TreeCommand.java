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

    @Override
    public int run(ParseResult given, Session session) throws IOException, UsageException {
        List<String> names = session.clusters(Options.clusters(given));
        int code = ExitCode.DONE;
        for (String text : session.compile(names, compilation -> {
            Order order = compilation.order();
            return compilation.failed() || order == null
                    ? "!"
                            + String.join(
                                    "\n",
                                    compilation.findings().stream()
                                            .map(Finding::toString)
                                            .toList())
                    : ComponentTree.of(order);
        })) {
            if (text.startsWith("!")) {
                session.err().println(session.coloured("31", text.substring(1)));
                code = ExitCode.FOUND;
            } else {
                session.out().print(text);
            }
        }
        session.out().flush();
        return code;
    }
}
