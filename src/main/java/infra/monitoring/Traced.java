package infra.monitoring;

import espalier.Scope;

/** Something that can tell what it did for each request, and does once somebody shall know. */
public interface Traced extends Scope {
    /** Sends its traces to {@code sink}. Said once. */
    void tracesTo(TraceSink sink);
}
