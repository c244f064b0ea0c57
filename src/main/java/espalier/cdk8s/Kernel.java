package espalier.cdk8s;

import espalier.Node;
import espalier.Reported;
import espalier.rules.Construction;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.JsiiEngine;

/**
 * Node, in which cdk8s runs: started by the first chart, once in a process, and ended with it. One cluster at a time talks to it, since
 * what goes between it and Java is not made for two.
 */
final class Kernel {
    /** What cdk8s 2.70 asks for, by {@code engines} in its package. */
    private static final Version OLDEST = new Version(16, 20);

    private static final ReentrantLock ONE_CLUSTER = new ReentrantLock();
    private static @Nullable String found;
    private static boolean isSilent;

    private record Version(int major, int minor) {
        boolean isBefore(Version other) {
            return major < other.major || major == other.major && minor < other.minor;
        }
    }

    private Kernel() {}

    /**
     * Begins to talk to Node for the cluster of {@code chart}, until the current thread is done with it.
     *
     * @throws Reported when there is no Node that could run it
     */
    static void enter(Node chart) {
        chart.hold(ONE_CLUSTER);
        if (found == null) {
            found = version();
        }
        Version version = parsed(found);
        if (version == null || version.isBefore(OLDEST)) {
            chart.markBroken();
            chart.findings()
                    .report(
                            Construction.NODE_MISSING,
                            chart,
                            "Tried to make the chart " + chart.path() + ", but cdk8s runs in Node.js, version "
                                    + OLDEST.major + "." + OLDEST.minor + " or later, and "
                                    + (version == null ? "there is none: " + found : "the one on the PATH is " + found),
                            "install Node.js, see https://nodejs.org/en/download, or make these objects with constructs"
                                    + " that need none");
            throw new Reported(chart.path() + " cannot be made without Node.js");
        }
        silence(version);
    }

    private static String command() {
        String own = System.getenv("JSII_NODE");
        return own == null ? "node" : own;
    }

    /** What Node says of its version, {@code v22.1.0}; else why it says nothing. */
    private static String version() {
        try {
            Process process = new ProcessBuilder(command(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static @Nullable Version parsed(String said) {
        String[] parts = said.startsWith("v") ? said.substring(1).split("\\.", -1) : new String[0];
        try {
            return parts.length < 2 ? null : new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Keeps jsii from telling, at every synth, that a version of Node has reached its end of life. It can be told so by the environment
     * only, which a Java process cannot change of itself; but it takes another command for Node, in a field.
     */
    private static void silence(Version version) {
        if (isSilent
                || System.getenv("JSII_NODE") != null
                || System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        try {
            Field runtime = JsiiEngine.class.getDeclaredField("runtime");
            runtime.setAccessible(true);
            Object of = runtime.get(JsiiEngine.getInstance());
            Field node = of.getClass().getDeclaredField("customNode");
            node.setAccessible(true);
            String variable = "JSII_SILENCE_WARNING_%s_NODE_VERSION=" + version.major + " ";
            node.set(of, variable.formatted("END_OF_LIFE") + variable.formatted("DEPRECATED") + "exec node");
            isSilent = true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // another jsii than the one that this was tried with: it tells
        }
    }
}
