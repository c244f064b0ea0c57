package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.tree.Mapping;

/** An object that is deeper than any stack: what no construct makes, and what the compiler is not made for. */
public final class NestedWithoutEnd extends Cluster {
    public NestedWithoutEnd(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        new Abyss(new Stage(this, "apps"), "abyss");
    }

    private static final class Abyss extends Component {
        Abyss(Scope scope, String id) {
            super(scope, id);
            var at = new Mapping();
            node().add(new Mapping()
                    .put("apiVersion", "v1")
                    .put("kind", "ConfigMap")
                    .put("metadata", new Mapping().put("name", id))
                    .put("data", at));
            for (int i = 0; i < 100_000; i++) {
                var below = new Mapping();
                at.put("deeper", below);
                at = below;
            }
        }
    }
}
