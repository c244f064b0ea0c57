package espalier.cdk8s;

import espalier.Component;
import espalier.Identity;
import espalier.Kind;
import espalier.Provision;
import espalier.Scope;
import espalier.ServicePort;
import espalier.catalog.KindCatalog;
import espalier.tree.JavaTree;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.ApiObject;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;

/** The place of a chart in the tree, where its objects become ours. */
final class Guest extends Component {
    /** An id that cdk8s leaves out of names, so that a chart in this one calls its objects as it does without it. */
    static final String NAMELESS = "Default";

    private static final Comparator<String> FIRST_WHAT_IT_IS = Comparator.comparing(
                    (String key) -> !key.equals("apiVersion") && !key.equals("kind"))
            .thenComparing(key -> !key.equals("metadata"))
            .thenComparing(Comparator.naturalOrder());
    private static final KindCatalog KINDS = KindCatalog.with(List.of());

    private final App app;
    private final Handles handles = new Handles();

    Guest(Scope scope, String id) {
        super(scope, id);
        Kernel.enter(node());
        app = new App();
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
        for (Chart chart : app.getCharts()) {
            for (Object object : chart.toJson()) {
                node().add(body(object));
            }
        }
    }

    /** The object as it is written: cdk8s gives the chart's namespace to every one, also of kinds that stand in none. */
    private Mapping body(Object json) {
        if (!(JavaTree.of(sorted(json), handles::restored) instanceof Mapping body)) {
            throw new IllegalArgumentException(
                    "Tried to take in an object of the chart " + node().path() + ", but it is none: " + json);
        }
        Kind kind = KINDS.kind(
                Identity.groupOf(String.valueOf(body.text("apiVersion"))), String.valueOf(body.text("kind")));
        if (kind.isClusterScoped()) {
            body.child("metadata").remove("namespace");
        }
        return body;
    }

    /** cdk8s sorts keys as well, but not those that a patch brings; and a map that the user wrote may come in another order each time. */
    private static @Nullable Object sorted(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, @Nullable Object>(FIRST_WHAT_IT_IS);
            map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
            return sorted;
        }
        if (json instanceof List<?> list) {
            var all = new ArrayList<@Nullable Object>(list.size());
            list.forEach(item -> all.add(sorted(item)));
            return all;
        }
        return json;
    }

    /** What {@code object}, of this chart or another one in it, is on the cluster. */
    Provision provision(ApiObject object) {
        return provision(body(object.toJson()));
    }

    private Provision provision(Mapping body) {
        Mapping metadata = body.child("metadata");
        var identity = Identity.of(
                Identity.groupOf(String.valueOf(body.text("apiVersion"))),
                String.valueOf(body.text("kind")),
                metadata.has("namespace") ? String.valueOf(metadata.text("namespace")) : "",
                String.valueOf(metadata.text("name")));
        return Provision.of(identity, node());
    }

    ServicePort port(ApiObject service, String port) {
        Mapping body = body(service.toJson());
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
