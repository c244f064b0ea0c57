package espalier.isolation;

import espalier.Cluster;
import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Origin;
import espalier.Reach;
import espalier.Scope;
import espalier.Stage;
import espalier.rules.Construction;
import espalier.rules.Platforms;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces in which nothing reaches a pod, and no pod reaches anything, unless some object tells that it must.
 *
 * <p>Each namespace gets, beside it, the policy that denies everything but questions to the cluster's DNS. What is allowed follows
 * from the handles and stands with the component that needs it: an app that is given a database brings the policy that lets it in
 * there. Nobody writes that a program talks to the internet or to a machine outside the cluster but its construct, with a reason.
 *
 * <p>Of what a chart runs nothing is known but what its release says ({@code podLabel}, {@code internet}, {@code apiServer}); where
 * it says no label, all pods of its namespace are allowed what it needs, which the verdict counts as not derived. The kubelet
 * reaches the pods of its node in every implementation, so that probes need no policy.
 */
public final class Isolation extends Component {
    /** Every distribution labels the pods of its DNS so, whatever their name: the Service is found by that label. */
    private static final PodGroup DNS =
            new PodGroup("kube-system", Mapping.of("k8s-app", "kube-dns"), "kube-dns", null, List.of());

    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease", "flux-system");

    private final Dialect dialect;
    private boolean byDefault;
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final List<Said> said = new ArrayList<>(0);
    private final List<Allowed> allowed = new ArrayList<>();
    private final List<NotDerived> notDerived = new ArrayList<>(0);

    /**
     * Who was said by the cluster to reach somebody: the pods of a construct and of what is made in it.
     *
     * @param namespace whose pods all are reached, in place of whom {@code reach} names; null where that is an address
     */
    record Said(Node construct, Reach reach, @Nullable NamespaceHandle namespace) {}

    /**
     * Isolates the namespaces that {@code isolated} are, or in which what is made in them stands.
     *
     * @param dialect which kind of policy says so, as whatever enforces them reads it
     */
    public Isolation(Scope scope, String id, Dialect dialect, Scope... isolated) {
        super(scope, id);
        this.dialect = dialect == null ? Dialect.KUBERNETES : dialect;
        if (dialect == null) {
            isNull("dialect");
            return;
        }
        if (isolated.length == 0) {
            node().findings()
                    .report(
                            Platforms.ISOLATION_EMPTY,
                            node(),
                            "Tried to isolate namespaces by " + node().path() + ", but it names none",
                            "name them, or take the line away");
        }
        for (Scope one : isolated) {
            if (one == null) {
                isNull("namespace");
                continue;
            }
            NamespaceHandle namespace = one instanceof NamespaceHandle itself
                    ? itself
                    : one.placement().namespace();
            byDefault |= namespace == NamespaceHandle.DEFAULT && namespace != one;
            if (SYSTEM.contains(namespace.name().text())) {
                isSystem(namespace.name().text());
            } else if (namespaces.add(namespace.name().text())) {
                Node home = namespace instanceof Component made ? made.node() : node();
                node().write(() -> home.add(denial(namespace, home), node().origin()));
            }
        }
    }

    private void isSystem(String namespace) {
        node().findings()
                .report(
                        Platforms.ISOLATION_SYSTEM,
                        node(),
                        Origin.here(),
                        "Tried to isolate " + namespace + " by " + node().path()
                                + ", but what the cluster's own parts need there is said by no object in git",
                        Platforms.ISOLATION_SYSTEM.fix());
    }

    private void isNull(String what) {
        node().findings()
                .report(
                        Construction.SETTING_NULL,
                        node(),
                        Origin.here(),
                        "Tried to isolate namespaces by " + node().path() + ", but a " + what + " is null",
                        "name one");
    }

    /** Lets the pods of {@code construct} reach all public addresses, where its author did not think of it. */
    public Isolation internet(Scope construct, String because) {
        said.add(new Said(construct.node(), Reach.of(node(), Reach.INTERNET, because), null));
        return this;
    }

    /** Lets the pods of {@code construct} reach an address or network, as {@code 192.168.1.0/24}. */
    public Isolation reaches(Scope construct, String network, String because) {
        said.add(new Said(construct.node(), Reach.of(node(), network, because), null));
        return this;
    }

    /** Lets the pods of {@code construct} reach all pods of {@code namespace}, where no handle leads from one to the other. */
    public Isolation reaches(Scope construct, NamespaceHandle namespace, String because) {
        Reach reach = Reach.of(node(), namespace.name().text(), because);
        said.add(new Said(construct.node(), reach, namespace));
        return this;
    }

    private Mapping denial(NamespaceHandle namespace, Node home) {
        PolicyWriter writer = dialect.writer(Surroundings.of(node().cluster()));
        Policy policy = Policy.denial(namespace.name().text(), home);
        policy.egress().allow(DNS, List.of("53/UDP", "53/TCP"));
        Mapping body = policy.toObject(writer);
        body.child("metadata").put("namespace", namespace.name());
        return body;
    }

    /** What isolates namespaces of {@code cluster}. */
    public static List<Isolation> in(Cluster cluster) {
        var found = new ArrayList<Isolation>(0);
        for (Node child : cluster.node().children()) {
            if (child.construct() instanceof Isolation own) {
                found.add(own);
            } else if (child.construct() instanceof Stage) {
                for (Node component : child.children()) {
                    if (component.construct() instanceof Isolation own) {
                        found.add(own);
                    }
                }
            }
        }
        return found;
    }

    /** Whether it isolates a namespace only because a scope that it was given names none. */
    boolean isByDefault() {
        return byDefault;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Their names, in the order of the Java. */
    public Set<String> namespaces() {
        return namespaces;
    }

    List<Said> said() {
        return said;
    }

    void note(Allowed one) {
        allowed.add(one);
    }

    void note(NotDerived one) {
        notDerived.add(one);
    }

    /** What is allowed, and why; known once the cluster is compiled. */
    public List<Allowed> allowed() {
        return allowed;
    }

    /** What is allowed although nothing says that it is needed, or may be missing; known once the cluster is compiled. */
    public List<NotDerived> notDerived() {
        return notDerived;
    }

    /**
     * One thing that is allowed.
     *
     * @param from who connects
     * @param to whom
     * @param ports numbers or names of the pods' ports, empty for all
     * @param because the object that says so, or the reason that was given
     */
    public record Allowed(String from, String to, String ports, String because) {}

    /**
     * Something that no object tells.
     *
     * @param what the object that it is about
     * @param why what is not known, and what is done about it
     */
    public record NotDerived(String what, String why) {}
}
