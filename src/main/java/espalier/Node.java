package espalier;

import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The place of a construct in the tree, with the machinery that constructs themselves are kept free of.
 *
 * <p>Belongs to one cluster and is used by one thread at a time.
 */
public final class Node {
    private final @Nullable Node parent;
    private final Scope construct;
    private final Cluster cluster;
    private String id;
    private final String path;
    private final boolean named;
    private final Origin origin;
    private final int depth;
    private final Placement placement;
    private List<Node> children = Collections.emptyList();
    private Map<String, Node> childrenById = Collections.emptyMap();
    private List<KubernetesObject> objects = Collections.emptyList();
    private List<KubernetesObject> kustomizations = Collections.emptyList();
    private List<Provision> provisions = Collections.emptyList();
    private List<Kind> kinds = Collections.emptyList();
    private @Nullable Departures departures;
    private List<Flow> flows = Collections.emptyList();
    private List<String> awaited = Collections.emptyList();
    private List<String> owed = Collections.emptyList();
    private List<SecretDeclaration> declaredSecrets = Collections.emptyList();
    private List<SecretDeclaration> withdrawnSecrets = Collections.emptyList();
    private @Nullable IdentityHashMap<Value, Origin> lines;
    private List<String> missingKeys = Collections.emptyList();
    private boolean broken;
    private boolean readyWhenUsed;
    private boolean incomplete;
    private boolean twins;

    Node(@Nullable Node parent, Scope construct, Cluster cluster, String id, boolean named, Placement placement) {
        this.parent = parent;
        this.construct = construct;
        this.cluster = cluster;
        this.id = id;
        this.path = parent == null ? id : parent.path + "/" + id;
        this.named = named;
        this.placement = placement;
        this.origin = Origin.ofMaking(construct, parent == null ? null : parent.origin);
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    static Node root(Cluster cluster, String name) {
        return new Node(null, cluster, cluster, name, true, new Placement(NamespaceHandle.DEFAULT, null, null));
    }

    /**
     * Takes {@code child} in; gives the one that has its id already, or null. The second of an id goes on under one that nobody else
     * has, so that it shares no name with the first: nothing follows from the mistake but what it says itself.
     */
    @Nullable
    Node adopt(Node child) {
        if (children.isEmpty()) {
            childrenById = new HashMap<>();
        }
        Node other = childrenById.putIfAbsent(child.id, child);
        if (other != null) {
            child.id += "-twin" + children.size();
            cluster.node().twins = true;
        }
        children = with(children, child);
        return other;
    }

    /** Whether a construct of this cluster needs another id, which is told: what is found by names may be found once it has it. */
    public boolean holdsTwins() {
        return cluster.node().twins;
    }

    /** {@code list} and {@code item}. Most constructs have nothing of most things, for which all share the same empty list. */
    static <T> List<T> with(List<T> list, T item) {
        List<T> grown = list.isEmpty() ? new ArrayList<>(1) : list;
        grown.add(item);
        return grown;
    }

    /** {@code list} without {@code item} itself. To ask records whether they are equal loads what takes 20 ms. */
    @SuppressWarnings("ReferenceEquality")
    private static <T> List<T> without(List<T> list, T item) {
        var rest = new ArrayList<T>(list.size());
        for (T other : list) {
            if (other != item) {
                rest.add(other);
            }
        }
        return rest;
    }

    /** How many constructs stand above. */
    int depth() {
        return depth;
    }

    /** What the construct is called among its siblings. */
    public String id() {
        return id;
    }

    /** The ids from the cluster down, joined by {@code /}. */
    public String path() {
        return path;
    }

    /** The line that made the construct. */
    public Origin origin() {
        return origin;
    }

    public @Nullable Node parent() {
        return parent;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** What stands here. */
    public Scope construct() {
        return construct;
    }

    /** The class of the construct, without its package. */
    public String type() {
        return type(construct);
    }

    static String type(Scope construct) {
        Class<?> type = construct.getClass();
        return type.isAnonymousClass() ? type.getSuperclass().getSimpleName() : type.getSimpleName();
    }

    public Placement placement() {
        return placement;
    }

    /** The namespace for objects made here. */
    public Text namespace() {
        return placement.namespace().name();
    }

    /** The constructs made in this one, in the order of the Java. */
    public List<Node> children() {
        return List.copyOf(children);
    }

    /** The cluster's findings. */
    public Findings findings() {
        return cluster.findings();
    }

    /** Whether this is a component of its own: neither a cluster nor a stage, nor made inside another component. */
    public boolean isUnit() {
        return parent != null
                && !(construct instanceof Stage)
                && (parent.construct instanceof Stage || parent.construct instanceof Cluster);
    }

    /** The component that this construct is, or is part of; null for a cluster or a stage. */
    public @Nullable Node unit() {
        Node at = this;
        while (at != null && !at.isUnit()) {
            at = at.parent;
        }
        return at;
    }

    /** The stage this construct stands in, or null where it stands in the cluster itself. */
    public @Nullable Node stage() {
        Node at = this;
        while (at != null && !(at.construct instanceof Stage)) {
            at = at.parent;
        }
        return at;
    }

    /** What Flux reconciles as one with this: the component that it is part of, or the stage that bundles that; else null. */
    public @Nullable Node reconciledWith() {
        Node component = unit();
        Node stage = component == null ? null : component.stage();
        return stage != null && ((Stage) stage.construct()).isBundled() ? stage : component;
    }

    /**
     * The name of an object made here: the component's id, then the ids below it, joined by {@code -}; a construct that was
     * given no id of its own adds nothing.
     */
    public String objectName() {
        if (parent == null || isUnit() || construct instanceof Stage) {
            return id;
        }
        return named ? parent.objectName() + "-" + id : parent.objectName();
    }

    /** Adds an object that this construct makes; its line is the construct's own. */
    public KubernetesObject add(Mapping body) {
        return add(body, origin);
    }

    /** Adds an object that this construct makes. */
    public KubernetesObject add(Mapping body, Origin madeAt) {
        if (body == null) {
            throw new IllegalArgumentException("Tried to add an object to " + path + ", but it is null");
        }
        var object = new KubernetesObject(this, madeAt, body);
        objects = with(objects, object);
        return object;
    }

    /** An object of this construct that follows from others, and that nothing refers to: none of those that it makes itself. */
    public KubernetesObject derive(Mapping body) {
        return new KubernetesObject(this, origin, body);
    }

    /** The objects that this construct itself makes. */
    public List<KubernetesObject> objects() {
        return objects;
    }

    /**
     * Says that {@code part} of an object made here, such as a probe, was written at {@code line}, which is another than the object's.
     * To find out a line takes microseconds: it is for what people get wrong.
     */
    public void wroteAt(Value part, Origin line) {
        IdentityHashMap<Value, Origin> noted = lines == null ? new IdentityHashMap<>(4) : lines;
        noted.put(part, line.within(origin));
        lines = noted;
    }

    /** What was said of the line of {@code part}, or null. */
    @Nullable
    Origin lineOf(Value part) {
        return lines == null ? null : lines.get(part);
    }

    /** Adds a Flux Kustomization that applies this component, or a part of it, or the Kustomizations of this stage. */
    public KubernetesObject addKustomization(Mapping body) {
        var object = new KubernetesObject(this, origin, body);
        kustomizations = with(kustomizations, object);
        return object;
    }

    /** The Flux Kustomizations of this component or stage, in the order of its parts. */
    public List<KubernetesObject> kustomizations() {
        return kustomizations;
    }

    /** Says that {@code provision} exists on the cluster because of this construct, though it is no object in git. */
    public void provide(Provision provision) {
        provisions = with(provisions, provision);
    }

    public List<Provision> provisions() {
        return provisions;
    }

    /**
     * Runs {@code part} when the cluster's constructor has ended: the place to answer what was asked for in the meantime. It
     * may make constructs, change settings, and defer another part.
     */
    public void whenComplete(Runnable part) {
        cluster.completion().answer(this, part);
    }

    /**
     * The cluster's answer to {@code question}, null where it gives none. It may be given after this construct was made, so ask
     * when the tree is complete.
     */
    public <A extends Answer> @Nullable A answer(Class<A> question) {
        return cluster.platform().answer(question);
    }

    /** Runs {@code part} once nothing changes any more: the place to write objects. It may do nothing else. */
    public void write(Runnable part) {
        cluster.completion().write(this, part);
    }

    /**
     * Runs {@code part}, which completes something that was made at {@code madeAt}: an exception is told there, and keeps nothing else
     * from being completed.
     */
    public void now(Origin madeAt, Runnable part) {
        cluster.completion().now(this, madeAt, part);
    }

    /** Keeps {@code lock} for this cluster, until the current thread is done with making it, or with completing it. */
    public void hold(Lock lock) {
        Making making = Making.current();
        if (making != null) {
            making.hold(lock);
        }
    }

    /** Says that something was reported here of which other mistakes follow: checks are silent about those. */
    public void markBroken() {
        broken = true;
    }

    /** Says that something of this construct is missing, which is reported: checks are silent about what misses it. */
    public void markIncomplete() {
        incomplete = true;
        broken = true;
    }

    /** Says that somebody asked for the handle of {@code key} of {@code holder}, which has none: that is reported. */
    public void markKeyMissing(Identity holder, String key) {
        Node root = cluster.node();
        root.missingKeys = with(root.missingKeys, holder + " " + key);
    }

    /** Whether it is reported that {@code holder} has no {@code key}. */
    public boolean isKeyMissing(Identity holder, String key) {
        List<String> told = cluster.node().missingKeys;
        return !told.isEmpty() && told.contains(holder + " " + key);
    }

    /** Says that this becomes ready only when something else uses it, so that nothing may wait for it. */
    public void markReadyWhenUsed() {
        readyWhenUsed = true;
    }

    /** Whether this becomes ready only when something else uses it. */
    public boolean isReadyWhenUsed() {
        return readyWhenUsed;
    }

    /** Whether something of this construct itself is missing. */
    public boolean isIncomplete() {
        return incomplete;
    }

    /** Whether something of this, or of a construct made here, is missing. */
    public boolean holdsIncomplete() {
        if (incomplete) {
            return true;
        }
        for (Node child : children) {
            if (child.holdsIncomplete()) {
                return true;
            }
        }
        return false;
    }

    /** Whether this, or a construct above it, could not be made as it was meant. */
    boolean isBelowBroken() {
        return broken || parent != null && parent.isBelowBroken();
    }

    /** Whether this, or the component that it is part of, could not be made as it was meant. */
    public boolean isInBroken() {
        Node unit = unit();
        return unit == null ? broken : unit.holdsBroken();
    }

    /** Whether something here, or in a construct made here, could not be made as it was meant. */
    public boolean holdsBroken() {
        if (broken) {
            return true;
        }
        for (Node child : children) {
            if (child.holdsBroken()) {
                return true;
            }
        }
        return false;
    }

    /** The nearest id, here or above, that no name can be made of, or null. */
    public @Nullable String refusedId() {
        for (Node at = this; at != null && at.parent != null; at = at.parent) {
            if (at.named && !Names.isLabel(at.id)) {
                return at.id;
            }
        }
        return null;
    }

    /** Whether this and {@code other} have the same names only since an id was given twice, which is reported already. */
    public boolean sharesIdWith(Node other) {
        for (Node mine = this; mine != null; mine = mine.parent) {
            for (Node theirs = other; theirs != null; theirs = theirs.parent) {
                if (mine != theirs && mine.path.equals(theirs.path)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tells of a kind that the compiler does not know, or more of one that it knows, for all of the cluster. */
    public void describe(Kind kind) {
        kinds = with(kinds, kind);
    }

    public List<Kind> kinds() {
        return kinds;
    }

    /** Declares a Secret that is made before Flux starts, and whose values are never in git. */
    public void declare(SecretDeclaration secret) {
        declaredSecrets = with(declaredSecrets, secret);
        provide(secret.provision());
    }

    /** Takes back a declaration, for a Secret that an object of this construct brings after all. */
    public void withdraw(SecretDeclaration secret) {
        declaredSecrets = without(declaredSecrets, secret);
        provisions = without(provisions, secret.provision());
        withdrawnSecrets = with(withdrawnSecrets, secret);
    }

    /** Those that were taken back: what they say of their keys still holds of whoever brings these instead. */
    public List<SecretDeclaration> withdrawnSecrets() {
        return withdrawnSecrets;
    }

    public List<SecretDeclaration> declaredSecrets() {
        return declaredSecrets;
    }

    /** Notes that {@code what} departs from the rules here, for the reason {@code because}. */
    public void exempt(Exemption.Kind kind, String what, String because) {
        exempt(kind, what, because, Origin.here());
    }

    /** Notes that {@code what}, said at {@code from}, departs from the rules here. */
    public void exempt(Exemption.Kind kind, String what, String because, Origin from) {
        ownDepartures().add(kind, what, because, from);
    }

    private Departures ownDepartures() {
        Departures own = departures == null ? new Departures(this) : departures;
        departures = own;
        return own;
    }

    /**
     * Notes that {@code what} departs from {@code rule} here, so that the policy of that rule finds nothing wrong with it.
     *
     * @param part the container that it is about; empty for all that is made here and below
     */
    public void exempt(Rule rule, String part, String what, String because) {
        exempt(Exemption.Kind.LIFTED, what, because);
        ownDepartures().lift(rule, part);
    }

    /** Whether {@code part} of an object made here was said to depart from {@code rule}, here or above. */
    public boolean isExempt(Rule rule, String part) {
        for (Node at = this; at != null; at = at.parent) {
            if (at.departures != null && at.departures.isLifted(rule, at == this ? part : "")) {
                return true;
            }
        }
        return false;
    }

    public List<Exemption> exemptions() {
        return departures == null ? List.of() : departures.all();
    }

    /** Whether somebody said that this does not work, of itself or of what holds it. */
    public boolean isKnownBroken() {
        return isSaid(Exemption.Kind.KNOWN_BROKEN);
    }

    /** Whether somebody said that its stage does not wait for this, of itself or of what holds it. */
    public boolean isUnawaited() {
        return isSaid(Exemption.Kind.UNAWAITED);
    }

    private boolean isSaid(Exemption.Kind kind) {
        for (Node at = this; at != null; at = at.parent) {
            if (at.departures != null && at.departures.has(kind)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code usual}, an image with its tag, in the version that the cluster's {@link VersionFile} says, with the marker by which a bot
     * finds it; itself where there is no such file. Asked for when objects are written.
     */
    public Scalar image(String usual) {
        VersionFile versions = cluster.versions();
        Pin pin = versions == null ? null : versions.image(this, usual);
        return pin == null ? Scalar.of(usual) : pin.value();
    }

    /** Likewise the version of the chart at {@code url}, its repository or registry with the chart's name behind it. */
    public String chartVersion(String url, String usual) {
        VersionFile versions = cluster.versions();
        Pin pin = versions == null ? null : versions.chart(this, url, usual);
        return pin == null ? usual : pin.text();
    }

    /** Says that {@code what}, as {@code logs}, goes from here to {@code taker}. */
    public void flow(String what, Node taker) {
        flows = with(flows, new Flow(this, what, taker));
    }

    /** What goes from here to others, in the order in which it was said. */
    public List<Flow> flows() {
        return flows;
    }

    /** Says that this is here for the {@code what} that others send to it: that nobody does is a finding. */
    public void awaits(String what) {
        awaited = with(awaited, what);
    }

    /** What others shall send here. */
    public List<String> awaited() {
        return awaited;
    }

    /** Says that this is here to send {@code what} to others: that it does not is a finding. */
    public void owes(String what) {
        owed = with(owed, what);
    }

    /** What this shall send to others. */
    public List<String> owed() {
        return owed;
    }

    /** What {@code resource} says; a file that is missing, or no UTF-8, is a finding. */
    public String text(Resource resource) {
        return cluster.resources().text(resource, this);
    }

    /** Whether there is a file that {@code resource} names, so that what misses it can say better what to do. */
    public boolean has(Resource resource) {
        return cluster.resources().has(resource);
    }

    /** The paths of all files below the folder {@code start} of the resources, in alphabetical order; for who has a message to write. */
    public List<String> files(String start) {
        return cluster.resources().files(start);
    }

    /** This node and all below it, in tree order. */
    public List<Node> subtree() {
        var all = new ArrayList<Node>();
        collect(all);
        return all;
    }

    private void collect(List<Node> into) {
        into.add(this);
        for (Node child : children) {
            child.collect(into);
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
