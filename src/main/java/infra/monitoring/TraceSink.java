package infra.monitoring;

import espalier.Scope;
import espalier.ServicePort;
import espalier.Strength;
import espalier.Text;

/** Something that takes traces by OpenTelemetry's protocol. */
public interface TraceSink extends Scope {
    /** What flows. */
    String TRACES = "traces";

    /** Where they are sent over gRPC. */
    ServicePort otlpGrpc();

    /** Where they are sent over HTTP, below {@code /v1/traces}. */
    ServicePort otlpHttp();

    /** Notes that {@code source} sends here, for the drawing of the cluster. */
    default void tracesOf(Scope source) {
        source.node().flow(TRACES, node());
    }

    /** {@code HOST:PORT} for gRPC. Nothing waits for it: a program works the same while nobody takes its traces. */
    default Text grpcAddress() {
        return unneeded(otlpGrpc().address());
    }

    /** {@code http://HOST:PORT} for HTTP, to which clients add {@code /v1/traces}. Nothing waits for it. */
    default Text httpUrl() {
        return Text.of("http://", unneeded(otlpHttp().address()));
    }

    private static Text unneeded(Text address) {
        return address.needed(Strength.MENTION, "a program works the same while nobody takes its traces");
    }
}
