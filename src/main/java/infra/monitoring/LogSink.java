package infra.monitoring;

import espalier.Scope;
import espalier.Text;

/** Something that takes lines of logs by the protocol of Loki. */
public interface LogSink extends Scope {
    /** What flows. */
    String LOGS = "logs";

    /** The URL that lines are sent to. */
    Text push();

    /** Notes that {@code source} sends here, for the drawing of the cluster. */
    default void logsOf(Scope source) {
        source.node().flow(LOGS, node());
    }
}
