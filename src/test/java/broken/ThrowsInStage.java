package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;

/** A stage that begins after one that nobody made, and one whose settings look up what is not there. */
public final class ThrowsInStage extends Cluster {
    public ThrowsInStage(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        Stage forgotten = null;
        new Stage(this, "early", s -> s.after(forgotten));
        new Stage(this, "late", s -> {
            throw new IllegalStateException("nobody knows when");
        });
    }
}
