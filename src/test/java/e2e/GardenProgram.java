package e2e;

import espalier.Espalier;
import java.util.Arrays;

/** The program in a JVM of its own, with a {@link Garden} of what its first two arguments say. */
final class GardenProgram {
    private GardenProgram() {}

    public static void main(String[] args) {
        System.exit(Espalier.run(
                Arrays.copyOfRange(args, 2, args.length),
                fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, args[0], args[1]))));
    }
}
