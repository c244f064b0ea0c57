package clusters;

import espalier.Espalier;

/** The clusters of this repository. */
public final class Main {
    private Main() {}

    /** Runs the command line. */
    public static void main(String[] args) {
        System.exit(Espalier.run(args, fleet -> fleet.cluster("lab", Lab::new)));
    }
}
