package features;

import espalier.Espalier;
import java.nio.file.Path;

/** The program in a JVM of its own, with the {@link Terrace} of the folder that it is started in. */
final class TerraceProgram {
    private TerraceProgram() {}

    public static void main(String[] args) {
        System.exit(
                Espalier.run(args, fleet -> Terrace.planted(fleet, Path.of("").toAbsolutePath())));
    }
}
