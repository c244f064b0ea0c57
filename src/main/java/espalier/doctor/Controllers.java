package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Why Flux itself does not run. */
final class Controllers {
    static final String NAMESPACE = "flux-system";

    private Controllers() {}

    /** What is wrong with the Deployments that Flux's own installation calls parts of itself. */
    static List<Cause> causes(Snapshot snapshot) {
        var causes = new ArrayList<Cause>();
        for (Mapping deployment : snapshot.ofKind("Deployment")) {
            boolean isFlux = Id.of(deployment).namespace().equals(NAMESPACE)
                    && Fields.text(deployment, "metadata", "labels", "app.kubernetes.io/part-of")
                            .equals("flux");
            if (isFlux) {
                causes.addAll(Workloads.of(deployment, snapshot).causes());
            }
        }
        return causes;
    }
}
