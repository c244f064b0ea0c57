package clusters.kyrion;

import espalier.Component;
import espalier.Stage;
import espalier.rules.Policies;
import infra.azure.ArcAgents;
import infra.azure.WorkloadIdentity;
import java.util.List;

/** Elysium as Azure sees it: an option, which goes with the one line of {@link Kyrion} that makes it. */
final class AzureArc {
    AzureArc(Stage controllers, Observability observability) {
        // The document names neither where Azure has the cluster, nor as what.
        var agents = new ArcAgents(controllers, "azure-arc", "kyrion", "elysium", "westeurope");
        var identity = new WorkloadIdentity(controllers, "arc-workload-identity");
        observability.measure(identity);
        for (Component system : List.of(agents, identity)) {
            system.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);
        }
    }
}
