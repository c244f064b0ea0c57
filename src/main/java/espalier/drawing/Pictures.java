package espalier.drawing;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Stage;
import espalier.Strength;
import espalier.drawing.Picture.Arrow;
import espalier.drawing.Picture.Frame;
import espalier.drawing.Picture.Reason;
import espalier.graph.Edge;
import espalier.order.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the picture of a cluster: of its components, or of all objects. The Kustomizations that deliver them are in neither. */
public final class Pictures {
    /** Where what no component makes stands. */
    private static final String ELSEWHERE = "from elsewhere";

    private final Order order;
    private final boolean objects;
    private final Map<String, Frame> frames = new LinkedHashMap<>();
    private final Map<String, Picture.Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Reason>> reasons = new LinkedHashMap<>();
    private final List<String[]> pairs = new ArrayList<>();

    private Pictures(Order order, boolean objects) {
        this.order = order;
        this.objects = objects;
    }

    /** The picture of the components of the cluster that {@code order} is of. */
    public static Picture ofComponents(Order order) {
        return new Pictures(order, false).take();
    }

    /** The picture of all its objects, and of what else they name. */
    public static Picture ofObjects(Order order) {
        return new Pictures(order, true).take();
    }

    private Picture take() {
        for (Node child : order.cluster().node().children()) {
            if (child.construct() instanceof Stage) {
                frames.put(child.path(), new Frame(child.path(), child.id(), null));
                child.children().forEach(component -> component(component, child.path()));
            } else {
                component(child, null);
            }
        }
        for (Edge edge : order.graph().edges()) {
            if (!edge.reader().owner().kustomizations().contains(edge.reader())) {
                follow(edge);
            }
        }
        var arrows = new ArrayList<Arrow>();
        for (String[] pair : pairs) {
            List<Reason> all = reasons.getOrDefault(pair[0] + "\n" + pair[1], List.of());
            arrows.add(new Arrow(pair[0], pair[1], strongest(all), List.copyOf(all)));
        }
        String name = order.cluster().name();
        return new Picture(name, List.copyOf(frames.values()), List.copyOf(nodes.values()), arrows);
    }

    private void component(Node component, @Nullable String frame) {
        if (!objects) {
            add(new Picture.Node(component.path(), component.id(), frame, true, component.origin()));
            return;
        }
        frames.put(component.path(), new Frame(component.path(), component.id(), frame));
        for (Node node : component.subtree()) {
            for (KubernetesObject object : node.objects()) {
                add(new Picture.Node(
                        id(object.identity()), object.toString(), component.path(), true, object.origin()));
            }
        }
    }

    private void follow(Edge edge) {
        Provision target = edge.target();
        Node reader = edge.reader().owner().unit();
        Node provider = target.provider().unit();
        if (reader == null || !objects && reader == provider) {
            return;
        }
        String from = objects ? id(edge.reader().identity()) : reader.path();
        String to = objects ? id(target.identity()) : provider == null ? elsewhere() : provider.path();
        if (objects && !nodes.containsKey(to)) {
            String frame = provider == null ? null : provider.path();
            String label = target.identity().toString();
            add(new Picture.Node(to, label, frame, false, target.provider().origin()));
        }
        String key = from + "\n" + to;
        if (!reasons.containsKey(key)) {
            pairs.add(new String[] {from, to});
            reasons.put(key, new ArrayList<>(1));
        }
        reasons.get(key)
                .add(new Reason(
                        edge.reader().toString(),
                        edge.field().toString(),
                        target.identity().toString(),
                        edge.detail(),
                        edge.strength()));
    }

    private String elsewhere() {
        String id = order.cluster().name() + "/" + ELSEWHERE;
        add(new Picture.Node(id, ELSEWHERE, null, false, Origin.UNKNOWN));
        return id;
    }

    private void add(Picture.Node node) {
        nodes.putIfAbsent(node.id(), node);
    }

    private static String id(Identity identity) {
        return (identity.group().isEmpty() ? "" : identity.group() + "/") + identity;
    }

    private static Strength strongest(List<Reason> reasons) {
        Strength strongest = Strength.MENTION;
        for (Reason reason : reasons) {
            strongest = reason.strength().compareTo(strongest) > 0 ? reason.strength() : strongest;
        }
        return strongest;
    }
}
