package espalier.cdk8s;

import espalier.Component;
import espalier.KubernetesObject;
import espalier.Origin;
import espalier.Provision;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.App;
import org.cdk8s.Chart;
import software.constructs.IConstruct;

/** The place of a chart in the tree, where its objects become ours. */
final class Guest extends Component {
    /** An id that cdk8s leaves out of names, so that a chart in this one calls its objects as it does without it. */
    static final String NAMELESS = "Default";

    private final App app;
    private final Handles handles = new Handles();

    Guest(Scope scope, String id) {
        super(scope, id);
        Kernel.enter(node());
        app = new App();
        node().whenComplete(() -> Kernel.enter(node())); // for whoever does more to what hangs in it only then
        node().write(this::write);
    }

    App app() {
        return app;
    }

    Handles handles() {
        return handles;
    }

    private void write() {
        Kernel.enter(node());
        List<IConstruct> constructs = app.getNode().findAll();
        Precedence precedence = Precedence.said(constructs);
        if (!areValid(constructs)) {
            return;
        }
        Map<ApiObject, KubernetesObject> made = new LinkedHashMap<>();
        for (IConstruct construct : constructs) {
            if (construct instanceof ApiObject object) {
                Origin line = line(object);
                node().now(line, () -> made.put(object, node().add(Body.of(object, handles), line)));
            }
        }
        precedence.keep(made, this);
    }

    /** Asked for a chart that is empty, cdk8s looks at whatever the app holds, and gives nothing of it. */
    private boolean areValid(List<IConstruct> constructs) {
        try {
            new Chart(app, "asked").toJson();
            return true;
        } catch (RuntimeException refused) {
            boolean told = false;
            for (IConstruct construct : constructs) {
                for (String wrong : construct.getNode().validate()) {
                    told = true;
                    node().now(line(construct), () -> {
                        throw new IllegalArgumentException("Tried to write " + name(construct) + " of the chart "
                                + node().path() + ", but cdk8s says that it is wrong: " + wrong);
                    });
                }
            }
            if (!told) {
                throw refused;
            }
            return false;
        }
    }

    private static String name(IConstruct construct) {
        return construct.getNode().getPath().replaceFirst("^" + NAMELESS + "/", "");
    }

    /** The line that made {@code construct}, or what it is a part of where JavaScript made it of itself. */
    private Origin line(IConstruct construct) {
        Origin line = Kernel.lines().of(construct);
        for (IConstruct at = construct;
                line == null && at != app;
                line = Kernel.lines().of(at)) {
            at = at.getNode().getScope();
        }
        return line == null ? node().origin() : line;
    }

    /** What {@code object}, of this chart or another one in it, is on the cluster. */
    Provision provision(ApiObject object) {
        Kernel.enter(node());
        return provision(Body.of(object, handles));
    }

    private Provision provision(Mapping body) {
        return Provision.of(Body.identity(body), node());
    }

    SecretKey key(ApiObject secret, String key) {
        Provision provision = provision(secret);
        if (!provision.identity().kind().equals("Secret")) {
            throw new IllegalArgumentException("Tried to take the key \"" + key + "\" of a Secret in " + node().path()
                    + ", but what is given is none: " + provision);
        }
        return SecretKey.unseen(provision, key);
    }

    ServicePort port(ApiObject service, String port) {
        Kernel.enter(node());
        Mapping body = Body.of(service, handles);
        Sequence ports = body.child("spec").sequence("ports");
        for (Value value : ports == null ? new Sequence() : ports) {
            if (value instanceof Mapping each) {
                String number = String.valueOf(each.text("port"));
                String name = each.text("name");
                if (port.equals(name) || port.equals(number)) {
                    return ServicePort.of(provision(body), port, Integer.parseInt(number));
                }
            }
        }
        throw new IllegalArgumentException("Tried to reach the port \"" + port + "\" of " + provision(body) + " in "
                + node().path() + ", but it has none of that name or number" + (ports == null ? "" : ": " + ports));
    }
}
