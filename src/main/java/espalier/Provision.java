package espalier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that exists on the cluster because of a construct: an object in git, or what a controller, a chart or the
 * bootstrap makes.
 */
public final class Provision {
    private final Identity identity;
    private final Node provider;
    private final @Nullable List<String> keys;
    private final @Nullable CustomKind customKind;
    private final @Nullable KubernetesObject maker;

    /**
     * What a CustomResourceDefinition defines.
     *
     * @param kind in the group of the definition
     * @param readyWhen a CEL expression over the object that says when it is ready, as Flux's {@code healthCheckExprs} take it;
     *     null where kstatus can tell
     */
    public record CustomKind(String kind, @Nullable String readyWhen) {}

    private Provision(
            Identity identity,
            Node provider,
            @Nullable List<String> keys,
            @Nullable CustomKind customKind,
            @Nullable KubernetesObject maker) {
        this.identity = identity;
        this.provider = provider;
        this.keys = keys;
        this.customKind = customKind;
        this.maker = maker;
    }

    /** What {@code provider} makes under {@code identity}; its keys, where it has any, are not known. */
    public static Provision of(Identity identity, Node provider) {
        return new Provision(identity, provider, null, null, null);
    }

    /** The CustomResourceDefinition of {@code kind}, which {@code provider} brings to the cluster. */
    public static Provision ofDefinition(Kind kind, Node provider) {
        var identity = Identity.of("apiextensions.k8s.io", "CustomResourceDefinition", "", kind.definitionName());
        return of(identity, provider).defining(new CustomKind(kind.name(), kind.readyWhen()));
    }

    /** This provision with exactly {@code keys}, which are ports where it is a Service. */
    public Provision withKeys(List<String> keys) {
        return new Provision(identity, provider, List.copyOf(keys), customKind, maker);
    }

    /** This provision, a CustomResourceDefinition, as the one of {@code kind}. */
    public Provision defining(CustomKind kind) {
        return new Provision(identity, provider, keys, kind, maker);
    }

    /** This provision as what a controller makes of {@code object}. */
    public Provision madeBy(KubernetesObject object) {
        return new Provision(identity, provider, keys, customKind, object);
    }

    /** The kind that a CustomResourceDefinition defines, null for what is none. */
    public @Nullable CustomKind customKind() {
        return customKind;
    }

    /** Its name, as what refers to it writes it. */
    public Text name() {
        return Text.reference(Reference.to(this, null, identity.name()));
    }

    public Identity identity() {
        return identity;
    }

    /** The construct to thank for it. */
    public Node provider() {
        return provider;
    }

    /** The object of which a controller makes it, or null where the provider as a whole brings it. */
    public @Nullable KubernetesObject maker() {
        return maker;
    }

    /** The keys of a Secret or ConfigMap, or the names and numbers of a Service's ports; null where they cannot be known. */
    public @Nullable List<String> keys() {
        return keys;
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
