package clusters;

import clusters.kyrion.Kyrion;
import espalier.Espalier;
import espalier.Fleet;

/** The clusters of this repository. */
public final class Main {
    private Main() {}

    /** Adds them to {@code fleet}, each under the name of its directory in {@code dist/}. */
    public static void clusters(Fleet fleet) {
        fleet.cluster("lab", Lab::new);
        fleet.cluster("k3s-home", K3sHome::new);
        fleet.cluster("chongus", Chongus::new);
        fleet.cluster("bitty", Bitty::new);
        fleet.cluster("kyrion", Kyrion::new);
    }

    /** Runs the command line. */
    public static void main(String[] args) {
        System.exit(Espalier.run(args, Main::clusters));
    }
}
