package e2e;

import espalier.Espalier;
import features.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program with the nursery in a JVM of its own, which can be killed. */
final class NurseryProgram {
    private NurseryProgram() {}

    public static void main(String[] args) {
        String[] words = Arrays.copyOfRange(args, 2, args.length);
        System.exit(Espalier.run(
                words, fleet -> fleet.cluster("nursery", (f, name) -> new Nursery(f, name, args[0], args[1], true))));
    }

    static ProcessBuilder command(Path root, String git, String charts, String... args) {
        var classPath = new ArrayList<>(List.of(ChildJvm.classes(), ChildJvm.testClasses()));
        classPath.addAll(ChildJvm.libraries());
        var command = new ArrayList<String>();
        command.add(ChildJvm.jdk().resolve("bin/java").toString());
        command.addAll(ChildJvm.QUICK);
        command.add("-Despalier.root=" + root.toAbsolutePath());
        command.addAll(List.of("-cp", ChildJvm.classPath(classPath), NurseryProgram.class.getName(), git, charts));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(root.toFile());
    }
}
