package infra.packaging;

import espalier.KubernetesObject;
import espalier.flux.Durations;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.List;

/** A release that carries objects of its component: what every chart that can do so has in common. */
public final class Carriage {
    private static final FieldPath VALUES = FieldPath.of("spec", "values");

    /** Of a release of which nobody said how long Helm waits for it. */
    private static final String USUAL_TIMEOUT = "5m";

    /** As many fields are named as people read. */
    private static final int MOST_SHOWN = 5;

    private final KubernetesObject release;
    private final String chart;

    /** @param chart its name, for people */
    public Carriage(KubernetesObject release, String chart) {
        this.release = release;
        this.chart = chart;
    }

    /** Whether its values are free to be made of objects; values that somebody set are a finding. */
    public boolean isFree() {
        if (VALUES.in(release.body()) == null) {
            return true;
        }
        release.error(
                Platforms.PACKAGED_VALUES,
                "Tried to carry the workloads of " + release.owner().unit() + " in " + release
                        + ", but its values are set already, and what was set would say something else than the objects"
                        + " that are checked",
                "set or patch the Deployment, Service or route that is carried, of which the values follow");
        return false;
    }

    /** Gives the release its values. */
    public void load(Mapping values) {
        VALUES.put(release.body(), values);
    }

    /** Lets Helm wait for what is carried as long as that may take to start, unless somebody said how long Helm waits. */
    public void waitFor(int seconds) {
        Mapping spec = release.body().child("spec");
        if (USUAL_TIMEOUT.equals(spec.text("timeout"))) {
            Duration needed = Duration.ofSeconds(seconds);
            spec.put("timeout", Durations.text(needed));
            release.readyWithin(
                    needed.multipliedBy(2)); // one try may run into its time-out, and the next one must still fit
        }
    }

    /** Says of {@code object} that the chart has no value for these fields of it. */
    public void refuseFields(KubernetesObject object, List<String> misfits) {
        int more = misfits.size() - MOST_SHOWN;
        List<String> shown = misfits.subList(0, Math.min(MOST_SHOWN, misfits.size()));
        refuse(
                object,
                "the chart has no value for " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : ""));
    }

    /** Says why {@code object}, which must be carried, cannot be. */
    public void refuse(KubernetesObject object, String why) {
        object.error(
                Platforms.NOT_PACKAGED,
                "Tried to carry " + object + " in a release of " + chart + ", but " + why,
                "change that, or say unpackaged(…) of " + object.owner().unit()
                        + " in the cluster's class, with a reason");
    }
}
