package espalier.policy;

import espalier.PodContainer;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;

/** On which operating system a container runs: on Windows there is no user 0, and no root file system to lock. */
final class RunsOn {
    private static final FieldPath OS = FieldPath.of("os", "name");
    private static final FieldPath NODE = FieldPath.of("nodeSelector", "kubernetes.io/os");

    private RunsOn() {}

    static boolean windows(PodContainer container) {
        return is(container, OS) || is(container, NODE);
    }

    private static boolean is(PodContainer container, FieldPath path) {
        return path.in(container.pod()) instanceof Leaf leaf && leaf.text().equals("windows");
    }
}
