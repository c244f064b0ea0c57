package espalier.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line of Flux versions does that another does not. From Flux's release notes, and from the manifests of each.
 *
 * @param line major and minor
 * @param kubernetes the oldest version of Kubernetes that it takes ({@code flux check --pre})
 * @param lastTested the newest line of Kubernetes that it was tested with
 */
public record FluxRelease(Version line, Version kubernetes, Version lastTested) {
    private static final List<FluxRelease> ALL = List.of(
            release(4, new Version(1, 29, 0), 31),
            release(5, new Version(1, 30, 0), 32),
            release(6, new Version(1, 31, 0), 33),
            release(7, new Version(1, 32, 0), 34),
            release(8, new Version(1, 33, 0), 35),
            release(9, new Version(1, 34, 1), 36));

    private static FluxRelease release(int minor, Version kubernetes, int lastTested) {
        return new FluxRelease(Version.of(2, minor), kubernetes, Version.of(1, lastTested));
    }

    /** The release that {@code version} belongs to, or null for one that is not known here. */
    public static @Nullable FluxRelease of(Version version) {
        for (FluxRelease release : ALL) {
            if (release.line.sameLine(version)) {
                return release;
            }
        }
        return null;
    }

    /** The lines that are known, for messages: {@code 2.4 to 2.9}. */
    public static String known() {
        return ALL.get(0).line + " to " + ALL.get(ALL.size() - 1).line;
    }

    /** Whether kustomize-controller knows {@code gate}; with one that it does not know, it does not start. */
    public boolean has(Gate gate) {
        return line.minor() >= gate.since;
    }

    /** Feature gates of kustomize-controller. */
    public enum Gate {
        /** A running health check ends when there is a new revision to apply. */
        CANCEL_HEALTH_CHECK_ON_NEW_REVISION("CancelHealthCheckOnNewRevision", 7),
        /** A variable that is not set is an error; on by itself since 2.9. */
        STRICT_POST_BUILD_SUBSTITUTIONS("StrictPostBuildSubstitutions", 4),
        /** Dependencies can have a CEL expression beside their Ready condition. */
        ADDITIVE_CEL_DEPENDENCY_CHECK("AdditiveCELDependencyCheck", 7),
        /** Sources can be ExternalArtifacts. */
        EXTERNAL_ARTIFACT("ExternalArtifact", 7);

        private final String word;
        private final int since;

        Gate(String word, int since) {
            this.word = word;
            this.since = since;
        }

        /** As {@code --feature-gates} takes it. */
        public String word() {
            return word;
        }
    }
}
