package infra.monitoring;

import espalier.Scope;

/** A Prometheus, to which whatever has metrics gives them: it is asked for them at intervals, and sends nothing itself. */
public interface MetricsSink extends Scope {
    /** What flows. */
    String METRICS = "metrics";

    /** Notes that it reads what {@code source} tells of itself, for the drawing of the cluster. */
    default void reads(Scope source) {
        source.node().flow(METRICS, node());
    }
}
