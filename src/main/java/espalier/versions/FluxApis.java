package espalier.versions;

import espalier.versions.ServedVersions.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API versions that Flux's own kinds are served in, from the CRDs of 2.4 to 2.9. */
public final class FluxApis {
    private static final String SOURCE = "source.toolkit.fluxcd.io/";
    private static final String IMAGE = "image.toolkit.fluxcd.io/";
    private static final String NOTIFICATION = "notification.toolkit.fluxcd.io/";
    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io/";
    private static final String HELM = "helm.toolkit.fluxcd.io/";

    private static final String[] SOURCES = {"GitRepository", "HelmRepository", "HelmChart", "Bucket", "OCIRepository"};
    private static final String[] IMAGES = {"ImageRepository", "ImagePolicy", "ImageUpdateAutomation"};

    private static final ServedVersions TABLE = new ServedVersions()
            .put(span(0, 7, SOURCE + "v1"), SOURCE + "v1beta1", SOURCES)
            .put(span(0, 8, SOURCE + "v1"), SOURCE + "v1beta2", SOURCES)
            .put(span(6, 0, SOURCE + "v1beta2"), SOURCE + "v1", "OCIRepository")
            .put(span(4, 0, SOURCE + "v1beta2"), SOURCE + "v1", "Bucket")
            .put(span(7, 0, null), SOURCE + "v1", "ExternalArtifact")
            .put(span(7, 0, null), "source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator")
            .put(span(0, 7, KUSTOMIZE + "v1"), KUSTOMIZE + "v1beta1", "Kustomization")
            .put(span(0, 8, KUSTOMIZE + "v1"), KUSTOMIZE + "v1beta2", "Kustomization")
            .put(span(3, 0, HELM + "v2beta2"), HELM + "v2", "HelmRelease")
            .put(span(0, 7, HELM + "v2"), HELM + "v2beta1", "HelmRelease")
            .put(span(0, 8, HELM + "v2"), HELM + "v2beta2", "HelmRelease")
            .put(span(0, 7, IMAGE + "v1"), IMAGE + "v1beta1", IMAGES)
            .put(span(0, 9, IMAGE + "v1"), IMAGE + "v1beta2", IMAGES)
            .put(span(7, 0, IMAGE + "v1beta2"), IMAGE + "v1", IMAGES)
            .put(span(0, 7, NOTIFICATION + "v1beta3"), NOTIFICATION + "v1beta1", "Alert", "Provider")
            .put(span(0, 9, NOTIFICATION + "v1beta3"), NOTIFICATION + "v1beta2", "Alert", "Provider")
            .put(span(0, 7, NOTIFICATION + "v1"), NOTIFICATION + "v1beta1", "Receiver")
            .put(span(0, 9, NOTIFICATION + "v1"), NOTIFICATION + "v1beta2", "Receiver");

    private FluxApis() {}

    /** Why {@code version} does not serve {@code kind} of {@code apiVersion}, or null. */
    public static @Nullable Span refusal(String apiVersion, String kind, Version version) {
        return TABLE.refusal(apiVersion, kind, version);
    }

    /** The kinds of which something is known. */
    public static Set<String> kinds() {
        return TABLE.kinds();
    }

    /** From the minor version {@code since} to before {@code until}; 0 for no end. */
    private static Span span(int since, int until, @Nullable String instead) {
        return new Span(since == 0 ? null : Version.of(2, since), until == 0 ? null : Version.of(2, until), instead);
    }
}
