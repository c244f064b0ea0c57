package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import infra.Redis;

/** A construct that looks again and again whether the tree is complete. */
public final class NeverComplete extends Cluster {
    public NeverComplete(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "redis");
        new Watcher(apps, "watcher");
    }

    /** Waits for a tree that waits for it. */
    private static final class Watcher extends Component {
        Watcher(Scope scope, String id) {
            super(scope, id);
            lookAgain();
        }

        private void lookAgain() {
            node().whenComplete(this::lookAgain);
        }
    }
}
