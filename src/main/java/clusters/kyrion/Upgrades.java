package clusters.kyrion;

import espalier.Component;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.platform.K3s;
import espalier.rules.Policies;
import infra.k3s.K3sUpgrade;
import infra.k3s.UpgradeController;

/** Upgrades of K3s: the version stands in {@link Kyrion}, and the machines follow. */
final class Upgrades {
    Upgrades(Stage controllers, Stage configs, K3s k3s, HelmRepository rancherCharts) {
        var controller = new UpgradeController(controllers, "system-upgrade", k3s);
        controller.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);
        new K3sUpgrade(configs, "k3s-upgrade", controller, k3s);
        new FromRancherCharts(controllers.in(controller.namespace()), "system-upgrade-controller", rancherCharts);
    }

    /** The controller where the document has it from, which is why that of its release runs. */
    private static final class FromRancherCharts extends Component {
        FromRancherCharts(Scope scope, String id, HelmRepository rancherCharts) {
            super(scope, id);
            new HelmRelease(
                    this, rancherCharts.chart("system-upgrade-controller", "107.0.1"), CrdOwner.ELSEWHERE, h -> {});
            knownBroken(
                    "this repository serves the chart of Rancher alone; the controller's is at https://charts.rancher.io",
                    "https://ranchermanager.docs.rancher.com/getting-started/installation-and-upgrade/resources/choose-a-rancher-version");
        }
    }
}
