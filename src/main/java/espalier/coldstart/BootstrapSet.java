package espalier.coldstart;

import espalier.ClusterSettings;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.SecretDeclaration;
import espalier.check.platform.Capabilities;
import espalier.check.platform.Capabilities.Source;
import espalier.order.Decryption;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.platform.Capability;
import espalier.platform.MachineRoom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must be there before Flux can run: what its pods need, what somebody said, and what declared Secrets stand in. The
 * bootstrap of a cluster makes it; afterwards Flux keeps it.
 */
public final class BootstrapSet {
    /** Namespaces that every cluster has, or that Flux's own manifests make. */
    private static final Set<String> GIVEN =
            Set.of("default", "kube-system", "kube-public", "kube-node-lease", "flux-system");

    private final Map<Unit, String> units = new LinkedHashMap<>();
    /** What no pod runs without, and where that begins: 1 for the network, 2 for names. */
    private final Map<Unit, Integer> ground = new HashMap<>();

    private final Map<String, String> namespaces = new TreeMap<>();
    private List<Phase> phases = List.of();
    private @Nullable String gitCredential;
    private @Nullable Identity decryptionKey;

    private BootstrapSet() {}

    static BootstrapSet of(Order order, @Nullable MachineRoom room, Capabilities installed) {
        var set = new BootstrapSet();
        if (room != null) {
            set.capabilities(order, room, installed);
            room.early().forEach((node, early) -> set.component(order, node, early.because()));
        }
        set.operator(order);
        set.close();
        for (Provision provision : order.graph().provisions()) {
            for (SecretDeclaration secret : provision.provider().declaredSecrets()) {
                if (secret.provision() == provision) {
                    set.namespace(secret);
                }
            }
        }
        boolean writes = !order.graph().ofKind("ImageUpdateAutomation").isEmpty();
        set.credential(order.cluster().settings(), writes);
        set.decryptionKey = Decryption.keyIn(order.graph());
        set.phases = Phases.of(order, room, set.units, set.ground);
        return set;
    }

    /** What the pods of Flux cannot start without, where the distribution does not bring it. */
    private void capabilities(Order order, MachineRoom room, Capabilities installed) {
        for (Capability needed : new Capability[] {Capability.CNI, Capability.SERVICE_PROXY, Capability.DNS}) {
            if (room.part(needed) == null && room.elsewhere(needed) == null) {
                for (Source source : installed.of(needed)) {
                    Unit unit = order.unitOf(source.object());
                    if (unit != null) {
                        ground.putIfAbsent(unit, needed == Capability.DNS ? 2 : 1);
                        units.putIfAbsent(unit, "Flux's pods need a " + needed.words());
                    }
                }
            }
        }
    }

    private void component(Order order, Node node, String because) {
        for (Unit unit : order.units()) {
            if (isMeant(unit, node)) {
                units.putIfAbsent(unit, because);
            }
        }
    }

    /** Whether {@code unit} is meant by {@code node}: a stage, a component, or a part of one that is in git. */
    static boolean isMeant(Unit unit, Node node) {
        return unit.component() == node
                || unit.stage() == node
                || unit.component() == node.unit() && holdsObjects(node);
    }

    /** Secrets that the bootstrap makes are no objects of git. */
    private static boolean holdsObjects(Node node) {
        for (Node below : node.subtree()) {
            if (!below.objects().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Where Flux comes of an operator, that and what it is told stand before all else that Flux brings. */
    private void operator(Order order) {
        for (KubernetesObject instance : order.graph().ofKind("FluxInstance")) {
            Unit unit = order.unitOf(instance);
            if (unit != null) {
                units.put(unit, "it is Flux");
            }
        }
    }

    /** With a unit comes what it waits for. */
    private void close() {
        var due = new ArrayDeque<Unit>(units.keySet());
        while (!due.isEmpty()) {
            Unit unit = due.remove();
            for (Unit before : unit.dependsOn()) {
                if (units.putIfAbsent(before, unit.name() + " needs it") == null) {
                    due.add(before);
                }
            }
        }
    }

    private void namespace(SecretDeclaration secret) {
        Identity identity = secret.provision().identity();
        if (!GIVEN.contains(identity.namespace())) {
            namespaces.merge(identity.namespace(), identity.name(), (one, other) -> one + ", " + other);
        }
    }

    private void credential(ClusterSettings settings, boolean writes) {
        String url = settings.gitUrl();
        String what = writes ? " that can read and write " + url : " that can read " + url;
        if (url.startsWith("ssh://")) {
            gitCredential = "a key" + what;
        } else if (url.startsWith("http")) {
            gitCredential = "a token" + what + (writes ? "" : ", unless anybody can");
        }
    }

    /** The Kustomizations whose objects are applied by hand first, each with the reason. */
    public Map<Unit, String> units() {
        return units;
    }

    /** The same in the phases of the bootstrap, with the Secrets that are made in each; the last is Flux's own. */
    public List<Phase> phases() {
        return phases;
    }

    /** Namespaces that must be there for the Secrets that are made first, each with the names of these. */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    /** How Flux reads the repository, for people; null where the cluster names none. */
    public @Nullable String gitCredential() {
        return gitCredential;
    }

    /** The Secret by which Flux reads what is encrypted in git; null where none is declared. */
    public @Nullable Identity decryptionKey() {
        return decryptionKey;
    }

    /** The objects of {@link #units()}, in the order of the Java. */
    public List<KubernetesObject> objects() {
        var objects = new ArrayList<KubernetesObject>();
        units.keySet().forEach(unit -> objects.addAll(unit.objects()));
        return objects;
    }
}
