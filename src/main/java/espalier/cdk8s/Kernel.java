package espalier.cdk8s;

import espalier.Node;
import espalier.Reported;
import espalier.rules.Construction;
import java.lang.reflect.Field;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.cdk8s.$Module;
import software.amazon.jsii.JsiiEngine;

/**
 * Node, in which cdk8s runs: started in the background by the first chart, once in a process, and ended with it. One cluster at a time
 * talks to it, since what goes between it and Java is not made for two.
 */
final class Kernel {
    private static final ReentrantLock ONE_CLUSTER = new ReentrantLock();
    private static final FutureTask<NodeVersion> START = new FutureTask<>(Kernel::start);
    private static final Lines LINES = new Lines();

    private Kernel() {}

    /** Starts Node, while whoever wants it goes on until {@link #enter}. */
    static void begin() {
        var thread = new Thread(START, "start of Node.js");
        thread.setDaemon(true);
        thread.start();
    }

    private static NodeVersion start() {
        NodeVersion version = NodeVersion.found();
        if (version.isEnough()) {
            silence(version);
            JsiiEngine.getInstance().loadModule($Module.class);
        }
        return version;
    }

    /**
     * Begins to talk to Node for the cluster of {@code chart}, until the current thread is done with it.
     *
     * @throws Reported when there is no Node that could run it
     */
    static void enter(Node chart) {
        chart.hold(ONE_CLUSTER);
        NodeVersion version = started();
        if (!version.isEnough()) {
            chart.markBroken();
            chart.findings()
                    .report(
                            Construction.NODE_MISSING,
                            chart,
                            "Tried to make the chart " + chart.path() + ", but cdk8s runs in Node.js, version "
                                    + NodeVersion.OLDEST + " or later, and " + version,
                            "install Node.js, see https://nodejs.org/en/download, or make these objects with constructs"
                                    + " that need none");
            throw new Reported(chart.path() + " cannot be made without Node.js");
        }
        LINES.listen();
    }

    private static NodeVersion started() {
        try {
            return START.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Tried to start Node.js for charts of cdk8s, but it does not begin: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Tried to start Node.js for charts of cdk8s, but was interrupted", e);
        }
    }

    /** What line made what. */
    static Lines lines() {
        return LINES;
    }

    /**
     * Keeps jsii from telling, at every synth, that a version of Node has reached its end of life. It can be told so by the environment
     * only, which a Java process cannot change of itself; but it takes another command for Node, in a field.
     */
    private static void silence(NodeVersion version) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        try {
            Field runtime = JsiiEngine.class.getDeclaredField("runtime");
            runtime.setAccessible(true);
            Object of = runtime.get(JsiiEngine.getInstance());
            Field node = of.getClass().getDeclaredField("customNode");
            node.setAccessible(true);
            String variable = "JSII_SILENCE_WARNING_%s_NODE_VERSION=" + version.major() + " ";
            String silent = variable.formatted("END_OF_LIFE") + variable.formatted("DEPRECATED");
            node.set(of, NodeVersion.command(silent));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // another jsii than the one that this was tried with: it tells
        }
    }
}
