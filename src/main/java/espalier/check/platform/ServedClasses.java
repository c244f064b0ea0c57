package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Classes of ways in that nobody serves: an Ingress that names none or an unknown one, and a class without its controller. */
final class ServedClasses {
    private static final FieldPath CLASS = FieldPath.of("spec", "ingressClassName");
    private static final FieldPath OLD_CLASS = FieldPath.of("metadata", "annotations", "kubernetes.io/ingress.class");
    private static final FieldPath DEFAULT =
            FieldPath.of("metadata", "annotations", "ingressclass.kubernetes.io/is-default-class");
    private static final FieldPath CONTROLLER = FieldPath.of("spec", "controller");
    private static final FieldPath CONTROLLER_NAME = FieldPath.of("spec", "controllerName");
    private static final String GROUP = "networking.k8s.io";

    /** By the name of a controller, the chart that brings it, and the value that must be true for that, often none. */
    private static final Map<String, String[]> CHARTS = Map.of(
            "k8s.io/ingress-nginx", new String[] {"ingress-nginx", ""},
            "traefik.io/ingress-controller", new String[] {"traefik", ""},
            "traefik.io/gateway-controller", new String[] {"traefik", "providers.kubernetesGateway.enabled"},
            "tailscale.com/ts-ingress", new String[] {"tailscale-operator", ""},
            "cilium.io/ingress-controller", new String[] {"cilium", "ingressController.enabled"},
            "io.cilium/gateway-controller", new String[] {"cilium", "gatewayAPI.enabled"},
            "gateway.envoyproxy.io/gatewayclass-controller", new String[] {"gateway-helm", ""});

    private final ObjectGraph graph;
    private final MachineRoom room;
    private final List<InstalledChart> charts;
    private final Set<String> known = new HashSet<>();

    private ServedClasses(ObjectGraph graph, MachineRoom room, List<InstalledChart> charts) {
        this.graph = graph;
        this.room = room;
        this.charts = charts;
        for (Provision provision : graph.provisions()) {
            add(provision.identity());
        }
        graph.ofKind("IngressClass").forEach(object -> add(object.identity()));
    }

    private void add(Identity identity) {
        if (identity.kind().equals("IngressClass")) {
            known.add(identity.name());
        }
    }

    static void check(ObjectGraph graph, MachineRoom room, List<InstalledChart> charts) {
        var classes = new ServedClasses(graph, room, charts);
        if (graph.cluster().node().holdsIncomplete()) {
            return; // what could not be made may be what serves
        }
        graph.ofKind("Ingress").forEach(classes::ingress);
        for (KubernetesObject object : graph.ofKind("IngressClass")) {
            classes.controller(object, CONTROLLER);
        }
        for (KubernetesObject object : graph.ofKind("GatewayClass")) {
            classes.controller(object, CONTROLLER_NAME);
        }
    }

    private void ingress(KubernetesObject ingress) {
        if (!ingress.apiVersion().startsWith(GROUP) || CLASS.in(ingress.body()) instanceof Leaf) {
            return; // a class that is named and not there is told as a missing reference
        }
        String old = OLD_CLASS.in(ingress.body()) instanceof Leaf leaf ? leaf.text() : null;
        if (old != null && !known.contains(old)) {
            report(ingress, "the class " + old + " (an annotation)", "name a class that is there in ingressClassName");
        } else if (old == null && !hasDefault()) {
            report(ingress, "no class at all", "name a class that is there in ingressClassName");
        }
    }

    private void report(KubernetesObject ingress, String what, String fix) {
        String there = known.isEmpty() ? "there is no IngressClass" : "there are: " + String.join(", ", known);
        ingress.error(
                Platforms.CLASS_UNSERVED,
                CLASS,
                what,
                "Tried to let " + ingress + " in by " + what + ", but nothing in this cluster serves that; " + there,
                fix);
    }

    /** Of a class that a chart or the distribution brings, nobody knows here whether it is the default. */
    private boolean hasDefault() {
        List<KubernetesObject> objects = graph.ofKind("IngressClass");
        for (KubernetesObject object : objects) {
            if (DEFAULT.in(object.body()) instanceof Leaf leaf && leaf.text().equals("true")) {
                return true;
            }
        }
        return known.size() > objects.size();
    }

    private void controller(KubernetesObject object, FieldPath field) {
        String name = field.in(object.body()) instanceof Leaf leaf ? leaf.text() : "";
        String[] wanted = CHARTS.get(name);
        boolean own = name.equals("traefik.io/ingress-controller")
                && graph.provision(Identity.of(GROUP, "IngressClass", "", "traefik")) != null
                && room.takenAwayBy(Identity.of(GROUP, "IngressClass", "", "traefik")) == null;
        boolean said = graph.provision(Identity.of("", BuiltIn.CONTROLLER, "", name)) != null;
        if (wanted == null || own || said || isInstalled(wanted)) {
            return;
        }
        object.error(
                Platforms.CLASS_UNSERVED,
                "Tried to make " + object + " for the controller " + name + ", but nothing in this cluster is that"
                        + " controller",
                "install the chart " + wanted[0] + (wanted[1].isEmpty() ? "" : " with " + wanted[1] + ": true"));
    }

    private boolean isInstalled(String[] wanted) {
        for (InstalledChart chart : charts) {
            if (chart.name().equals(wanted[0]) && (wanted[1].isEmpty() || chart.is(wanted[1], false))) {
                return true;
            }
        }
        return false;
    }
}
