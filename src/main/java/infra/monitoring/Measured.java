package infra.monitoring;

import espalier.Scope;

/** Something that can tell how it is, in numbers, and does once somebody shall know. */
public interface Measured extends Scope {
    /** Lets {@code prometheus} read its metrics, also through whatever keeps its namespace to itself. Said once. */
    void metricsTo(MetricsSink prometheus);
}
