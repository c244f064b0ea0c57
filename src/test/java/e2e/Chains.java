package e2e;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import org.jspecify.annotations.Nullable;

/** Chains of one to five small apps, each of which needs the one before it: {@code c3-1}, {@code c3-2}, {@code c3-3}. */
final class Chains extends Cluster {
    static final int DEEPEST = 5;

    /** @param leaf the image of the last one of each chain */
    Chains(Fleet fleet, String name, String leaf) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");
        for (int depth = 1; depth <= DEEPEST; depth++) {
            ServicePort below = null;
            for (int i = 1; i <= depth; i++) {
                below = new Link(apps, "c" + depth + "-" + i, i == depth ? leaf : "example.com/link:1", below).port;
            }
        }
    }

    /** The Kustomization of the last app of the chain that is {@code depth} long. */
    static String leaf(int depth) {
        return "apps-c" + depth + "-" + depth;
    }

    private static final class Link extends Component {
        private final ServicePort port;

        Link(Scope scope, String id, String image, @Nullable ServicePort below) {
            super(scope, id);
            var server = new Deployment(
                    this,
                    d -> d.container("server", image, c -> {
                        c.port("http", 8080);
                        if (below != null) {
                            c.env("BELOW", Text.of("http://", below.address()));
                        }
                    }));
            port = new Service(this, server).port("http");
        }
    }
}
