package espalier.flux;

import espalier.ClusterSettings;
import espalier.versions.FluxRelease;
import espalier.versions.FluxRelease.Gate;
import espalier.versions.Version;

/** How the controllers of Flux are started, as operations that a JSON patch adds to their own arguments. */
public final class ControllerArguments {
    private static final String ARGS = "/spec/template/spec/containers/0/args/-";

    private ControllerArguments() {}

    /**
     * For kustomize-controller. A dependant looks again after 5 seconds instead of 30, and a pushed fix does not wait for the
     * health check of what it fixes to run into its timeout. A controller that does not know a gate does not start, so that one is
     * set only where the cluster's Flux is known to have it.
     *
     * <p>A Kustomization that waits for its objects holds a worker all the time, each waiting stage included, so that Flux's
     * own 4 workers let one sick component after the other bar the way for the healthy ones.
     */
    public static String ofKustomizations(ClusterSettings settings) {
        Gate gate = Gate.CANCEL_HEALTH_CHECK_ON_NEW_REVISION;
        Version version = Version.parse(settings.flux());
        FluxRelease release = version == null ? null : FluxRelease.of(version);
        String args = add("--concurrent=20") + add("--requeue-dependency=5s");
        return release != null && release.has(gate) ? args + add("--feature-gates=" + gate.word() + "=true") : args;
    }

    private static String add(String argument) {
        return "- op: add\n  path: " + ARGS + "\n  value: " + argument + "\n";
    }
}
