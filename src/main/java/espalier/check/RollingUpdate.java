package espalier.check;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** How a Deployment replaces its pods: by default all of them but a quarter stay while new ones start beside them. */
public final class RollingUpdate {
    private static final String USUAL = "25%";

    private RollingUpdate() {}

    /**
     * Whether {@code workload} ends none of its {@code replicas} pods before a new one is ready. Kubernetes rounds a share of
     * them down, so that of three none may be missing by default.
     */
    public static boolean startsBeforeItEnds(KubernetesObject workload, long replicas) {
        if (!workload.kind().equals("Deployment")) {
            return false;
        }
        Mapping spec = workload.body().mapping("spec");
        Mapping strategy = spec == null ? null : spec.mapping("strategy");
        if (strategy == null) {
            return mayBeMissing(USUAL, replicas) == 0;
        }
        Mapping rolling = strategy.mapping("rollingUpdate");
        String missing = rolling == null ? null : rolling.text("maxUnavailable");
        String more = rolling == null ? null : rolling.text("maxSurge");
        boolean mayBeMore = more == null || !more.equals("0") && !more.equals("0%");
        return mayBeMore // else the controller lets one be missing
                && !"Recreate".equals(strategy.text("type"))
                && mayBeMissing(missing == null ? USUAL : missing, replicas) == 0;
    }

    /** Of {@code replicas} pods, by {@code text}, a number or a share; one where it is neither, which the schema refuses. */
    private static long mayBeMissing(@Nullable String text, long replicas) {
        String number = String.valueOf(text);
        boolean share = number.endsWith("%");
        Long value = WholeNumber.parse(share ? number.substring(0, number.length() - 1) : number);
        if (value == null) {
            return 1;
        }
        return share ? value * replicas / 100 : value;
    }
}
