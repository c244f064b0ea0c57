package infra.azure;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;

/**
 * Azure's workload identity: gives pods with the label {@code azure.workload.identity/use: "true"} what they log in to Azure with as
 * their ServiceAccount, without any password. Azure has to trust the issuer of the cluster's accounts.
 */
public final class WorkloadIdentity extends Component implements Measured {
    private static final PublishedChart CHART = PublishedChart.of("workload-identity-webhook", "1.6.0")
            .repository("azure-workload-identity", "https://azure.github.io/azure-workload-identity/charts");

    private final Namespace namespace;

    /** The webhook, in a namespace of its own. */
    public WorkloadIdentity(Scope scope, String id) {
        super(scope, id);
        namespace = new Namespace(this, "namespace", n -> n.named(id));
        var tenant = new BootstrapSecret(
                in(namespace),
                "tenant",
                s -> s.named("azure-tenant").given("tenant-id", "the id of the Azure tenant that pods log in to"));
        new HelmRelease(
                in(namespace),
                "webhook",
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.named("workload-identity-webhook")
                        .podLabel("azure-workload-identity.io/system", "true")
                        .apiServer("it keeps the certificate that the API server asks it with")
                        .value(tenant.key("tenant-id"), "azureTenantID")
                        .value(1, "replicaCount")
                        // With one copy, the chart's own budget would keep its machine from ever being drained.
                        .value((Object) null, "podDisruptionBudget", "minAvailable")
                        .value(1, "podDisruptionBudget", "maxUnavailable"));
    }

    /** The chart brings no monitor; its pods are found by the label that all have. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new CustomResource(
                in(namespace),
                "monitor",
                "monitoring.coreos.com/v1",
                "PodMonitor",
                m -> m.named(node().id() + "-monitor")
                        .spec(
                                "selector",
                                Mapping.of("matchLabels", Mapping.of("azure-workload-identity.io/system", "true")))
                        .spec("podMetricsEndpoints", Sequence.of(Mapping.of("port", "metrics"))));
    }
}
