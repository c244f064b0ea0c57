package espalier.graph;

import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.catalog.KindCatalog;
import espalier.rules.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What exists because of a cluster's constructs without being an object in git. */
final class Provisions {
    private static final String DEFINITION = "CustomResourceDefinition";
    /** All kinds of a group. */
    private static final String ANY = "*";

    private final KindCatalog catalog;
    private final Map<Identity, Provision> all = new LinkedHashMap<>();
    private final Map<String, Provision> definitions = new HashMap<>();
    private boolean anywhere;

    Provisions(KindCatalog catalog) {
        this.catalog = catalog;
    }

    Iterable<Provision> all() {
        return all.values();
    }

    /** Takes in what a construct says it provides; whoever said so first has it. */
    void add(Provision provision) {
        all.putIfAbsent(provision.identity(), provision);
        if (!provision.identity().kind().equals(DEFINITION)) {
            return;
        }
        String name = provision.identity().name();
        Provision.CustomKind said = provision.customKind();
        Kind known = said == null ? catalog.definedBy(name) : null;
        String kind = said != null ? said.kind() : known == null ? null : known.name();
        if (kind != null) {
            definitions.put(name.substring(name.indexOf('.') + 1) + "/" + kind, provision);
        }
    }

    /** Takes in what {@code definition}, a CustomResourceDefinition in git, defines. */
    void define(KubernetesObject definition) {
        var spec = definition.body().mapping("spec");
        var names = spec == null ? null : spec.mapping("names");
        String kind = names == null ? null : names.text("kind");
        if (spec != null && kind != null) {
            definitions.put(spec.text("group") + "/" + kind, Provision.of(definition.identity(), definition.owner()));
        }
    }

    /** Takes in what controllers make of {@code objects}; what a construct says it provides is known better. */
    void addMade(List<KubernetesObject> objects, Map<Identity, KubernetesObject> inGit) {
        Map<Node, List<Provision>> said = said();
        for (KubernetesObject object : objects) {
            List<Provision> madeOfIt = catalog.of(object).kind().made(object);
            if (!said.isEmpty() && madeOfIt.size() == 1) {
                compare(object, madeOfIt.get(0), said.getOrDefault(object.owner(), List.of()));
            }
            for (Provision made : madeOfIt) {
                Provision other = all.putIfAbsent(made.identity(), made);
                anywhere |= made.identity().namespace().equals(BuiltIn.ANY_NAMESPACE);
                KubernetesObject same = inGit.get(made.identity());
                if (isOneOwners(made) && same != null) {
                    reportTwice(object, made, same.owner(), same.origin());
                } else if (isOneOwners(made) && other != null && isOneOwners(other) && isAnothers(other, object)) {
                    reportTwice(object, made, other.provider(), other.provider().origin());
                }
            }
        }
    }

    /** What constructs say their objects become, by the construct. */
    private Map<Node, List<Provision>> said() {
        Map<Node, List<Provision>> said = new HashMap<>();
        for (Provision provision : all.values()) {
            if (!provision.provider().objects().isEmpty() && provision.customKind() == null) {
                said.computeIfAbsent(provision.provider(), provider -> new ArrayList<>(1))
                        .add(provision);
            }
        }
        return said;
    }

    /** Forgets what a construct says that its only object becomes where that becomes something of another name by now. */
    private void compare(KubernetesObject object, Provision made, List<Provision> said) {
        if (said.size() != 1 || object.owner().objects().size() != 1) {
            return;
        }
        Identity was = said.get(0).identity();
        Identity is = made.identity();
        if (was.kind().equals(is.kind()) && was.group().equals(is.group()) && !was.equals(is)) {
            all.remove(was);
        }
    }

    /** Whether controllers make something of the kind of {@code wanted} of what its provider holds. */
    boolean isMadeInSteadOf(Provision wanted) {
        for (Provision made : all.values()) {
            KubernetesObject maker = made.maker();
            if (maker != null
                    && made.identity().kind().equals(wanted.identity().kind())
                    && made.identity().group().equals(wanted.identity().group())
                    && isWithin(maker.owner(), wanted.provider())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(@Nullable Node node, Node above) {
        for (Node at = node; at != null; at = at.parent()) {
            if (at == above) {
                return true;
            }
        }
        return false;
    }

    /** Whether only one can make it: a certificate's Secret is shared by all Ingresses that name it, and a claim adopted. */
    private static boolean isOneOwners(Provision provision) {
        KubernetesObject maker = provision.maker();
        String kind = maker == null ? "" : maker.kind();
        return provision.identity().kind().equals("Secret") && !kind.equals("Ingress") && !kind.equals("Gateway");
    }

    /** A construct can say itself what its object becomes. */
    private static boolean isAnothers(Provision provision, KubernetesObject object) {
        return provision.maker() != null ? provision.maker() != object : provision.provider() != object.owner();
    }

    private static void reportTwice(KubernetesObject object, Provision made, Node other, Origin madeAt) {
        if (!object.owner().sharesIdWith(other)) {
            object.error(
                    Ownership.DUPLICATE_OBJECT,
                    "Tried to make " + made + " of " + object + ", but " + other.path()
                            + " makes one of the same namespace and name, at " + madeAt,
                    "give one of the two another name, or let both use the same one");
        }
    }

    @Nullable
    Provision get(Identity identity) {
        Provision provision = all.get(identity);
        if (provision == null && anywhere && !identity.namespace().isEmpty()) {
            return all.get(Identity.of(identity.group(), identity.kind(), BuiltIn.ANY_NAMESPACE, identity.name()));
        }
        return provision;
    }

    /** What defines the custom resource {@code kind} of {@code group}, or null where nothing here does. */
    @Nullable
    Provision definition(String group, String kind) {
        if (definitions.isEmpty()) {
            return null;
        }
        Provision definition = definitions.get(group + "/" + kind);
        return definition == null ? definitions.get(group + "/" + ANY) : definition;
    }
}
