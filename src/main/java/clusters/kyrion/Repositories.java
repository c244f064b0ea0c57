package clusters.kyrion;

import espalier.Scope;
import espalier.flux.CentralRepositories;
import espalier.flux.HelmRepository;
import java.time.Duration;

/** From where Elysium has its charts: the table of its document, row by row. */
final class Repositories extends CentralRepositories {
    private static final Duration FOR_TOOLS = Duration.ofMinutes(30);
    private static final Duration FOR_CRITICAL_INFRASTRUCTURE = Duration.ofHours(24);

    /** For what nobody publishes a chart of. */
    final HelmRepository onechart = repository("onechart", "https://chart.onechart.dev");

    final HelmRepository bitnami = repository("bitnami", "oci://registry-1.docker.io/bitnamicharts");
    final HelmRepository sealedSecrets =
            repository("sealed-secrets", "https://bitnami-labs.github.io/sealed-secrets", FOR_CRITICAL_INFRASTRUCTURE);
    final HelmRepository certManager =
            repository("cert-manager", "https://charts.jetstack.io", FOR_CRITICAL_INFRASTRUCTURE);
    final HelmRepository traefik = repository("traefik", "https://traefik.github.io/charts");
    final HelmRepository tailscale = repository("tailscale", "https://pkgs.tailscale.com/helmcharts");
    final HelmRepository kubePrometheusStack =
            repository("kube-prometheus-stack", "oci://ghcr.io/prometheus-community/charts");
    final HelmRepository grafanaCharts = repository("grafana-charts", "https://grafana.github.io/helm-charts");
    final HelmRepository elastic = repository("elastic", "https://helm.elastic.co");
    final HelmRepository coder = repository("coder-v2", "https://helm.coder.com/v2", FOR_TOOLS);
    final HelmRepository fission = repository("fission-charts", "https://fission.github.io/fission-charts", FOR_TOOLS);
    final HelmRepository runnerScaleSets =
            repository("gha-runner-scale-set", "oci://ghcr.io/actions/actions-runner-controller-charts");
    final HelmRepository capacitor = repository("capacitor", "oci://ghcr.io/gimlet-io/capacitor");
    final HelmRepository intel = repository("intel", "https://intel.github.io/helm-charts");
    final HelmRepository rancherCharts =
            repository("rancher-charts", "https://releases.rancher.com/server-charts/latest");
    final HelmRepository goSkynet = repository("go-skynet", "https://go-skynet.github.io/helm-charts");
    final HelmRepository openWebUi = repository("open-webui", "https://helm.openwebui.com");
    final HelmRepository otwld = repository("otwld", "https://otwld.github.io/ollama-helm");

    Repositories(Scope scope, String id) {
        super(scope, id);
    }
}
