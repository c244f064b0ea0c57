package espalier.cdk8s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Node there is, if any.
 *
 * @param said what it says of its version, {@code v22.1.0}; else why it says nothing
 * @param major the first number of its version, 0 where there is none
 * @param minor the second
 */
record NodeVersion(String said, int major, int minor) {
    /** What cdk8s 2.70 asks for, by {@code engines} in its package. */
    static final String OLDEST = "16.20";

    /** Where jsii, too, looks for another Node than the one on the PATH. */
    private static final @Nullable String OWN = System.getenv("JSII_NODE");

    /** What runs Node, with the variables of {@code environment} before it, in a shell. */
    static String command(String environment) {
        return environment + (isShells() ? "" : "exec ") + program();
    }

    private static String program() {
        return OWN == null ? "node" : OWN;
    }

    /** As jsii does, which leaves to a shell what has a space in it. */
    private static boolean isShells() {
        return program().indexOf(' ') >= 0;
    }

    static NodeVersion found() {
        List<String> asked =
                isShells() ? List.of("/bin/sh", "-c", program() + " --version") : List.of(program(), "--version");
        try {
            Process process = new ProcessBuilder(asked)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parsed(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new NodeVersion(String.valueOf(e.getMessage()), 0, 0);
        }
    }

    private static NodeVersion parsed(String said) {
        String[] parts = said.startsWith("v") ? said.substring(1).split("\\.", -1) : new String[0];
        try {
            return parts.length < 2
                    ? new NodeVersion(said, 0, 0)
                    : new NodeVersion(said, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            return new NodeVersion(said, 0, 0);
        }
    }

    /** Whether cdk8s runs in it. */
    boolean isEnough() {
        NodeVersion oldest = parsed("v" + OLDEST);
        return major > oldest.major || major == oldest.major && minor >= oldest.minor;
    }

    @Override
    public String toString() {
        return major == 0 ? "there is none: " + said : "the one on the PATH is " + said;
    }
}
