package infra.azure;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;

/**
 * The agents by which Azure sees the cluster: Azure Arc, as {@code az connectedk8s connect} installs it.
 *
 * <p>Azure knows the cluster as a resource that holds the public half of a key, and the agents have the other one, so that the cluster
 * has to be registered before they start. That command does both; what is written here is the release that it makes.
 */
public final class ArcAgents extends Component {
    private static final PublishedChart CHART = PublishedChart.of("azure-arc-k8sagents", "1.33.0")
            .repository("azure-arc-k8sagents", "oci://mcr.microsoft.com/azurearck8s/batch1/stable");

    /** The release is called so by all of Azure's tools. */
    private static final String RELEASE = "azure-arc";

    private static final String RELEASES = "azure-arc-release";

    /**
     * The agents, for a cluster that Azure knows as {@code name}.
     *
     * @param resourceGroup in which the resource of that name is
     * @param location of that resource, as {@code westeurope}
     */
    public ArcAgents(Scope scope, String id, String name, String resourceGroup, String location) {
        super(scope, id);
        var releases = new Namespace(this, "releases", n -> n.named(RELEASES));
        // The chart makes it, too, and Helm takes over what says that it belongs to the release.
        new Namespace(
                this,
                "agents",
                n -> n.named("azure-arc")
                        .label("app.kubernetes.io/managed-by", "Helm")
                        .annotation("meta.helm.sh/release-name", RELEASE)
                        .annotation("meta.helm.sh/release-namespace", RELEASES));
        var azure = new BootstrapSecret(
                in(releases),
                "azure",
                s -> s.named("azure-arc")
                        .given("tenant-id", "the id of the Azure tenant")
                        .given("subscription-id", "the id of the Azure subscription")
                        .given(
                                "onboarding-private-key",
                                "the private half of the key that the cluster was registered with"));
        new HelmRelease(
                in(releases),
                "release",
                CHART,
                CrdOwner.RELEASE,
                h -> h.named(RELEASE)
                        .value(azure.key("tenant-id"), "global", "tenantId")
                        .value(azure.key("subscription-id"), "global", "subscriptionId")
                        .value(azure.key("onboarding-private-key"), "global", "onboardingPrivateKey")
                        .value(resourceGroup, "global", "resourceGroupName")
                        .value(name, "global", "resourceName")
                        .value(location, "global", "location")
                        .value("AZUREPUBLICCLOUD", "global", "azureEnvironment")
                        .value("k3s", "global", "kubernetesDistro")
                        .value("generic", "global", "kubernetesInfra")
                        .value(false, "systemDefaultValues", "spnOnboarding")
                        .value(true, "systemDefaultValues", "clusterconnect-agent", "enabled"));
        knownBroken(
                "Helm refuses the media type of the chart's artifact; `az connectedk8s connect` installs it, and registers the"
                        + " cluster before",
                "https://learn.microsoft.com/azure/azure-arc/kubernetes/quickstart-connect-cluster");
    }
}
