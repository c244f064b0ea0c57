package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;

/** Two constructs that each make the other. */
public final class NeverMade extends Cluster {
    public NeverMade(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Egg(apps, "egg");
    }

    private static final class Egg extends Component {
        Egg(Scope scope, String id) {
            super(scope, id);
            new Hen(this, "hen");
        }
    }

    private static final class Hen extends Component {
        Hen(Scope scope, String id) {
            super(scope, id);
            new Egg(this, "egg");
        }
    }
}
