package infra.keda;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * Runs an app only while something holds, as Prometheus sees it: such as a server of files that the app cannot do without, since
 * a mount of one that is gone hangs until the machine is started anew.
 */
public final class OnlyWhile extends Component {
    /**
     * Runs {@code app} while {@code query} gives more than 0; where it gives nothing at all, the app stays as it is.
     *
     * @param scope in the namespace of {@code app}
     * @param prometheus where the query is asked
     * @param query in PromQL, as {@code probe_success{instance="nas:2049"}}
     */
    public OnlyWhile(Scope scope, String id, Deployment app, ServicePort prometheus, String query) {
        super(scope, id);
        app.configure(d -> d.autoscaled());
        // KEDA asks long after both run, and the app is not held up by what is only watched.
        var metadata = Mapping.of("serverAddress", Text.of("http://", prometheus.address()))
                .put("query", query)
                .put("threshold", "1")
                // Who cannot be asked, or has not measured yet, says nothing of the server.
                .put("ignoreNullValues", "false");
        var trigger = Mapping.of("type", "prometheus").put("metadata", metadata);
        new CustomResource(
                this,
                Keda.GROUP + "/v1alpha1",
                "ScaledObject",
                s -> s.spec("scaleTargetRef", Mapping.of("kind", "Deployment").put("name", app.name()))
                        .spec("minReplicaCount", 0)
                        .spec("maxReplicaCount", 1)
                        // Whoever comes back is served at once, and a share that is gone is left at once.
                        .spec("cooldownPeriod", 0)
                        .spec("advanced", Mapping.of("restoreToOriginalReplicaCount", true))
                        .spec("triggers", Sequence.of(trigger)));
    }
}
