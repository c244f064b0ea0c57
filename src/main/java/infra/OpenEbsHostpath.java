package infra;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.platform.Distribution;

/**
 * Directories on the machines' own disks as volumes, made by OpenEBS: fast, in one place, and gone with the machine. For caches,
 * and what can be made again.
 */
public final class OpenEbsHostpath extends Component {
    private static final String PROVISIONER = "openebs.io/local";

    private final StorageClass storageClass;

    /**
     * The provisioner in a namespace of its own, and the class {@code openebs-hostpath}.
     *
     * @param directory of each machine of {@code distribution}, below which volumes lie; on Talos one of its user volumes
     */
    public OpenEbsHostpath(Scope scope, String id, Distribution distribution, String directory) {
        super(scope, id);
        LocalVolumes.mustSee(node(), distribution.room(), directory);
        var namespace = new Namespace(
                this,
                "namespace",
                n -> n.named(id).privileged("volumes are directories of the nodes, made and removed as root"));
        Scope inside = in(namespace);
        // Values as the chart localpv-provisioner has them, in openebs/dynamic-localpv-provisioner.
        var chart = PublishedChart.of("localpv-provisioner", "4.5.1")
                .repository("openebs-localpv", "https://openebs.github.io/dynamic-localpv-provisioner")
                .registry("oci://ghcr.io/openebs/charts");
        var provisioner = new HelmRelease(
                inside,
                chart,
                CrdOwner.ELSEWHERE,
                h -> h.bringsProvisioner(PROVISIONER)
                        .value(directory, "localpv", "basePath")
                        .value("10m", "localpv", "resources", "requests", "cpu")
                        .value("32Mi", "localpv", "resources", "requests", "memory")
                        .value("128Mi", "localpv", "resources", "limits", "memory")
                        .value(false, "hostpathClass", "enabled")
                        .value(false, "analytics", "enabled"));
        Text name = provisioner.brought("storage.k8s.io", "provisioner", PROVISIONER);
        String config = "- name: StorageType\n  value: hostpath\n- name: BasePath\n  value: " + directory + "\n";
        storageClass = new StorageClass(
                this,
                "class",
                name,
                c -> c.named("openebs-hostpath")
                        .annotation("openebs.io/cas-type", "local")
                        .annotation("cas.openebs.io/config", config)
                        .bindWhenUsed());
    }

    /** For what is used on one machine, and can be made again; a volume goes with its claim. */
    public StorageClass storageClass() {
        return storageClass;
    }
}
