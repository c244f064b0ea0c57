package espalier.kubernetes;

import espalier.Origin;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** How the kubelet finds out whether a container is well. */
public final class Probe {
    private static final int DEFAULT_PERIOD = 10;
    private static final int DEFAULT_FAILURES = 3;

    private final Mapping action;
    private final Mapping timing;
    private final Origin origin;

    private Probe(Mapping action, Mapping timing, Origin origin) {
        this.action = action;
        this.timing = timing;
        this.origin = origin;
    }

    private static Probe by(String how, Mapping action) {
        return new Probe(Mapping.of(how, action), new Mapping(), Origin.here());
    }

    /** Well when {@code path} on the container port called {@code port} answers with a status from 200 to 399. */
    public static Probe http(String port, String path) {
        return by("httpGet", Mapping.of("path", path).put("port", port));
    }

    /** Well when the container port called {@code port} takes a connection. */
    public static Probe tcp(String port) {
        return by("tcpSocket", Mapping.of("port", port));
    }

    /** Well when {@code command} ends with 0; no shell is involved. */
    public static Probe exec(String... command) {
        return by("exec", Mapping.of("command", Sequence.of((Object[]) command)));
    }

    /** Looks every {@code seconds}; default 10. */
    public Probe every(int seconds) {
        return with("periodSeconds", seconds);
    }

    /** Waits {@code seconds} for an answer; default 1. */
    public Probe within(int seconds) {
        return with("timeoutSeconds", seconds);
    }

    /** Gives up after {@code times} failures in a row; default 3. */
    public Probe failures(int times) {
        return with("failureThreshold", times);
    }

    /** How many seconds it may fail before it gives up. */
    int patience() {
        return number("periodSeconds", DEFAULT_PERIOD) * number("failureThreshold", DEFAULT_FAILURES);
    }

    private int number(String key, int otherwise) {
        String set = timing.text(key);
        return set == null ? otherwise : Integer.parseInt(set);
    }

    private Probe with(String key, int value) {
        return new Probe(action, timing.copy().put(key, value), origin);
    }

    /** The line that says how it asks. */
    Origin origin() {
        return origin;
    }

    Mapping toMapping() {
        Mapping probe = action.copy();
        timing.forEach(probe::put);
        return probe;
    }
}
