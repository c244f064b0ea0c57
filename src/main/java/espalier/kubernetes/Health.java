package espalier.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * How the kubelet watches a server that speaks HTTP and takes its time to start: all three probes from one page, which answers with a
 * status from 200 to 399 when the server is well. It is asked until it has started, gets connections while it answers within 5
 * seconds, and is restarted when it no longer answers at all.
 */
public final class Health {
    private static final int READY_WITHIN = 5;

    private final String port;
    private final String path;
    private String ready;
    private int startEvery = 5;
    private int startTimes = 60;
    private int within = 5;
    private int every = 20;
    private @Nullable Integer failures;

    private Health(String port, String path) {
        this.port = port;
        this.path = path;
        this.ready = path;
    }

    /** Asks for {@code path} on the container port called {@code port}. */
    public static Health http(String port, String path) {
        return new Health(port, path);
    }

    /** Another page that says whether it may get connections; default is the same. */
    public Health ready(String page) {
        ready = page;
        return this;
    }

    /** It may take {@code seconds} times {@code times} to start, and is asked that often; default 5 seconds, 60 times. */
    public Health starts(int seconds, int times) {
        startEvery = seconds;
        startTimes = times;
        return this;
    }

    /** How many seconds it has for an answer once it has started, before it counts as hanging; default 5. */
    public Health within(int seconds) {
        within = seconds;
        return this;
    }

    /** How often it is asked whether it hangs, in seconds; default 20. */
    public Health every(int seconds) {
        every = seconds;
        return this;
    }

    /** After how many answers missed in a row it is restarted; default 3. */
    public Health failures(int times) {
        failures = times;
        return this;
    }

    Probe startup() {
        return Probe.http(port, path).every(startEvery).failures(startTimes);
    }

    Probe readiness() {
        return Probe.http(port, ready).within(READY_WITHIN);
    }

    Probe liveness() {
        Probe probe = Probe.http(port, path).within(within).every(every);
        Integer times = failures;
        return times == null ? probe : probe.failures(times);
    }
}
