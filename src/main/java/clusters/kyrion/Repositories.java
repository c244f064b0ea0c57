package clusters.kyrion;

import espalier.Scope;
import espalier.flux.CentralRepositories;
import espalier.flux.HelmRepository;
import java.time.Duration;

/** From where Elysium has its charts: the table of its document, row by row. */
final class Repositories {
    private static final Duration FOR_TOOLS = Duration.ofMinutes(30);
    private static final Duration FOR_CRITICAL_INFRASTRUCTURE = Duration.ofHours(24);

    /** All of them, for charts that say themselves who publishes them. */
    final CentralRepositories all;

    /** For what nobody publishes a chart of. */
    final HelmRepository onechart;

    final HelmRepository bitnami;
    final HelmRepository sealedSecrets;
    final HelmRepository certManager;
    final HelmRepository traefik;
    final HelmRepository tailscale;
    final HelmRepository kubePrometheusStack;
    final HelmRepository grafanaCharts;
    final HelmRepository elastic;
    final HelmRepository coder;
    final HelmRepository fission;
    final HelmRepository runnerScaleSets;
    final HelmRepository capacitor;
    final HelmRepository intel;
    final HelmRepository rancherCharts;
    final HelmRepository goSkynet;
    final HelmRepository openWebUi;
    final HelmRepository otwld;

    Repositories(Scope scope) {
        all = new CentralRepositories(scope, "repositories");
        onechart = all.repository("onechart", "https://chart.onechart.dev");
        bitnami = all.repository("bitnami", "oci://registry-1.docker.io/bitnamicharts");
        sealedSecrets = all.repository(
                "sealed-secrets", "https://bitnami-labs.github.io/sealed-secrets", FOR_CRITICAL_INFRASTRUCTURE);
        certManager = all.repository("cert-manager", "https://charts.jetstack.io", FOR_CRITICAL_INFRASTRUCTURE);
        traefik = all.repository("traefik", "https://traefik.github.io/charts");
        tailscale = all.repository("tailscale", "https://pkgs.tailscale.com/helmcharts");
        kubePrometheusStack = all.repository("kube-prometheus-stack", "oci://ghcr.io/prometheus-community/charts");
        grafanaCharts = all.repository("grafana-charts", "https://grafana.github.io/helm-charts");
        elastic = all.repository("elastic", "https://helm.elastic.co");
        coder = all.repository("coder-v2", "https://helm.coder.com/v2", FOR_TOOLS);
        fission = all.repository("fission-charts", "https://fission.github.io/fission-charts", FOR_TOOLS);
        runnerScaleSets =
                all.repository("gha-runner-scale-set", "oci://ghcr.io/actions/actions-runner-controller-charts");
        capacitor = all.repository("capacitor", "oci://ghcr.io/gimlet-io/capacitor");
        intel = all.repository("intel", "https://intel.github.io/helm-charts");
        rancherCharts = all.repository("rancher-charts", "https://releases.rancher.com/server-charts/latest");
        goSkynet = all.repository("go-skynet", "https://go-skynet.github.io/helm-charts");
        openWebUi = all.repository("open-webui", "https://helm.openwebui.com");
        otwld = all.repository("otwld", "https://otwld.github.io/ollama-helm");
    }
}
