package infra.snapshots;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;

/**
 * The controller of volume snapshots, and their definitions: one for the whole cluster, whichever drivers make the snapshots.
 * Neither Kubernetes nor a driver brings it.
 */
public final class SnapshotController extends Component {
    /** The controller, in {@code kube-system}. */
    public SnapshotController(Scope scope, String id) {
        super(scope, id);
        Scope system = in(NamespaceHandle.KUBE_SYSTEM);
        // The chart makes its definitions from templates, which Helm upgrades like everything else.
        var chart = PublishedChart.of("snapshot-controller", "5.2.0")
                .repository("piraeus", "https://piraeus.io/helm-charts/")
                .registry("oci://ghcr.io/piraeusdatastore/helm-charts");
        new HelmRelease(
                system,
                chart,
                CrdOwner.ELSEWHERE,
                h -> h.bringsCrds("snapshot.storage.k8s.io")
                        .bringsCrds("groupsnapshot.storage.k8s.io")
                        .value("128Mi", "controller", "resources", "limits", "memory")
                        .value("10m", "controller", "resources", "requests", "cpu")
                        .value("32Mi", "controller", "resources", "requests", "memory"));
    }
}
