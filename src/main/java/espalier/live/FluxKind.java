package espalier.live;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of Flux that reconcile something, in versions that Flux 2.4 and all later ones serve. */
public enum FluxKind {
    GIT_REPOSITORY("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories"),
    OCI_REPOSITORY("source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories"),
    BUCKET("source.toolkit.fluxcd.io", "v1", "Bucket", "buckets"),
    HELM_REPOSITORY("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories"),
    HELM_CHART("source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts"),
    KUSTOMIZATION("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations"),
    HELM_RELEASE("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    FluxKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    /** The kind's own name, as {@code HelmRelease}. */
    public String kind() {
        return kind;
    }

    String group() {
        return group;
    }

    String plural() {
        return plural;
    }

    /** Whether it only fetches, and applies nothing. */
    public boolean isSource() {
        return group.startsWith("source.");
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** The one called {@code name} in any case, singular or plural; null for none. */
    public static @Nullable FluxKind named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (FluxKind kind : values()) {
            if (kind.kind.toLowerCase(Locale.ROOT).equals(lower) || kind.plural.equals(lower)) {
                return kind;
            }
        }
        return null;
    }
}
