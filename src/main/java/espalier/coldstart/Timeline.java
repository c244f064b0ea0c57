package espalier.coldstart;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Strength;
import espalier.check.platform.Capabilities;
import espalier.check.platform.Capabilities.Source;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.order.Order;
import espalier.platform.Capability;
import espalier.platform.MachineRoom;
import espalier.rules.Ordering;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the start of a cluster, and what each of it waits for.
 *
 * <p>It is read from the objects that Flux will read, its Kustomizations among them, and not from what the order was derived
 * from: a patch that takes a {@code dependsOn} away, or lets a Kustomization wait no longer, counts.
 */
final class Timeline {
    private static final FieldPath TYPE = FieldPath.of("spec", "type");
    private static final String SOURCES = "source.toolkit.fluxcd.io";

    private final Order order;
    private final ObjectGraph graph;
    private final @Nullable MachineRoom room;
    private final BootstrapSet bootstrap;
    private final Moment flux = new Moment("Flux", "runs", false);
    private final Steps steps;
    private final Map<KubernetesObject, Moment> works = new LinkedHashMap<>();
    private final Set<KubernetesObject> tracked = new HashSet<>();
    private final List<Moment> all = new ArrayList<>();

    private Timeline(Order order, @Nullable MachineRoom room, BootstrapSet bootstrap) {
        this.order = order;
        this.graph = order.graph();
        this.room = room;
        this.bootstrap = bootstrap;
        this.steps = new Steps(order);
    }

    static Timeline of(Order order, @Nullable MachineRoom room, Capabilities installed, BootstrapSet bootstrap) {
        var timeline = new Timeline(order, room, bootstrap);
        timeline.all.add(timeline.flux);
        timeline.all.addAll(timeline.steps.moments());
        timeline.steps.begin(timeline.flux, bootstrap);
        boolean late = Claims.anyWaitsForPod(timeline.graph, room);
        timeline.track(late);
        for (Edge edge : timeline.graph.edges()) {
            timeline.edge(edge);
        }
        if (late) {
            timeline.claims();
        }
        timeline.balancedServices(installed);
        timeline.gitServer();
        return timeline;
    }

    /** Everything that shall happen. */
    List<Moment> all() {
        return all;
    }

    Steps steps() {
        return steps;
    }

    /** The objects that something else exists by, and those that storage hangs on. */
    private void track(boolean late) {
        if (late) {
            tracked.addAll(graph.ofKind("PersistentVolumeClaim"));
        }
        tracked.addAll(graph.ofKind("StorageClass"));
        for (Edge edge : graph.edges()) {
            if (edge.object() == null) {
                tracked.addAll(edge.providers());
            }
        }
    }

    private Moment works(KubernetesObject object) {
        Moment known = works.get(object);
        if (known != null) {
            return known;
        }
        var made = new Moment(object, object.kind().equals("PersistentVolumeClaim") ? "is bound" : "works", false);
        works.put(object, made);
        all.add(made);
        Step step = steps.of(object);
        if (step != null) {
            made.needs(step.applied, "it is made there");
        }
        return made;
    }

    private void edge(Edge edge) {
        Step step = edge.strength() == Strength.MENTION ? null : steps.of(edge.reader());
        if (step == null) {
            return;
        }
        List<Moment> all = needed(edge, step);
        if (all.isEmpty()) {
            return;
        }
        boolean isTracked = !tracked.isEmpty() && tracked.contains(edge.reader());
        boolean atOnce = edge.strength() == Strength.APPLY || edge.reader() == step.kustomization();
        for (Moment needed : all) {
            if (atOnce) {
                step.applied.needs(needed, edge);
            } else if (step.waits()) {
                step.ready.needs(needed, edge);
            }
            if (isTracked) {
                works(edge.reader()).needs(needed, edge);
            }
        }
    }

    private List<Moment> needed(Edge edge, Step reader) {
        KubernetesObject object = edge.object();
        if (object != null) {
            Step step = steps.of(object);
            if (edge.strength() == Strength.RUN && tracked.contains(object)) {
                return List.of(works(object));
            }
            if (step == null || step == reader) {
                return List.of();
            }
            boolean byHand = reader.unit() != null && bootstrap.units().containsKey(reader.unit());
            boolean isSource = object.identity().group().equals(SOURCES);
            // The bootstrap fetches charts by itself.
            return byHand && isSource ? List.of() : List.of(step.applied);
        }
        var needed = new ArrayList<Moment>(1);
        for (KubernetesObject provider : edge.providers()) {
            if (provider != edge.reader()) {
                needed.add(works(provider));
            }
        }
        return needed;
    }

    private void claims() {
        var claims = new Claims(graph, room);
        for (KubernetesObject claim : graph.ofKind("PersistentVolumeClaim")) {
            Step step = steps.of(claim);
            if (step == null) {
                continue;
            }
            if (step.waits()) {
                step.ready.needs(works(claim), "a claim is ready when it is bound");
            }
            if (claims.waitsForPod(claim)) {
                bindLate(claim, step, claims.users(claim));
            }
        }
    }

    private void bindLate(KubernetesObject claim, Step step, List<KubernetesObject> users) {
        if (users.isEmpty() && step.waits()) {
            claim.error(
                    Ordering.CLAIM_UNUSED,
                    "Tried to make " + claim + ", but its class binds a claim when a pod uses it, and none here does,"
                            + " so that " + step + " would never be ready",
                    "use it, or take it away");
        }
        var used = new Moment("a pod that uses " + claim, "is there", true);
        for (KubernetesObject user : users) {
            Step place = steps.of(user);
            if (place == null || place == step) {
                return;
            }
            used.needs(place.applied, user + " is made there");
        }
        if (!users.isEmpty()) {
            all.add(used);
            works(claim).needs(used, "its class binds a claim when a pod uses it");
        }
    }

    /** A Service of that type is ready when it has an address. */
    private void balancedServices(Capabilities installed) {
        List<Source> sources = installed.of(Capability.LOAD_BALANCER);
        boolean known = room == null
                || room.part(Capability.LOAD_BALANCER) != null
                || room.elsewhere(Capability.LOAD_BALANCER) != null;
        Step giver = known || sources.isEmpty() ? null : steps.of(sources.get(0).object());
        for (KubernetesObject service : giver == null ? List.<KubernetesObject>of() : graph.ofKind("Service")) {
            Step step = steps.of(service);
            boolean balanced =
                    TYPE.in(service.body()) instanceof Leaf type && type.text().equals("LoadBalancer");
            if (giver != null && step != null && step != giver && step.waits() && balanced) {
                step.ready.needs(
                        giver.applied,
                        service + " gets its address from " + sources.get(0).name());
            }
        }
    }

    /** A git server that Flux itself would have to bring. */
    private void gitServer() {
        String url = order.cluster().settings().gitUrl();
        int start = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
        int end = url.indexOf('/', start) < 0 ? url.length() : url.indexOf('/', start);
        String host = url.substring(Math.max(start, url.lastIndexOf('@', end) + 1), end);
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        int service = name.indexOf(".svc");
        int dot = name.indexOf('.');
        if (service > dot && dot > 0) {
            var identity = Identity.of("", "Service", name.substring(dot + 1, service), name.substring(0, dot));
            KubernetesObject object = graph.object(identity);
            Step step = object == null ? null : steps.of(object);
            if (step != null) {
                flux.needs(step.ready, "its repository is served by " + object);
            }
        }
    }
}
