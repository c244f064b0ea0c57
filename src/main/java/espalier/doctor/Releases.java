package espalier.doctor;

import espalier.tree.Mapping;

/** What Helm calls what a HelmRelease installs. */
final class Releases {
    private Releases() {}

    static String namespace(Mapping helmRelease) {
        String target = Fields.text(helmRelease, "spec", "targetNamespace");
        return target.isEmpty() ? Id.of(helmRelease).namespace() : target;
    }

    static String name(Mapping helmRelease) {
        String given = Fields.text(helmRelease, "spec", "releaseName");
        String target = Fields.text(helmRelease, "spec", "targetNamespace");
        String own = Id.of(helmRelease).name();
        return !given.isEmpty() ? given : target.isEmpty() ? own : target + "-" + own;
    }

    static boolean made(Mapping helmRelease, Mapping object) {
        return Fields.text(object, "metadata", "annotations", "meta.helm.sh/release-name")
                        .equals(name(helmRelease))
                && Fields.text(object, "metadata", "annotations", "meta.helm.sh/release-namespace")
                        .equals(namespace(helmRelease));
    }
}
