package infra;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.GitRepository;
import espalier.flux.HelmRelease;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;

/**
 * Directories on the machines' own disks as volumes: fast, in one place, and gone with the machine. For caches, and what can be
 * made again. What K3s brings as local-storage, where that is left out since K3s makes its class the default one.
 */
public final class LocalPath extends Component {
    private static final String PROVISIONER = "rancher.io/local-path";

    private final StorageClass storageClass;

    /**
     * The provisioner, and the class {@code local-path}.
     *
     * @param directory of each machine, below which volumes lie; K3s itself has them in {@code /var/lib/rancher/k3s/storage}
     */
    public LocalPath(Scope scope, String id, String directory) {
        super(scope, id);
        Scope system = in(NamespaceHandle.KUBE_SYSTEM);
        // The project publishes its chart nowhere but in its repository.
        var source = new GitRepository(
                system,
                "source",
                "https://github.com/rancher/local-path-provisioner",
                GitRepository.tag("v0.0.36"),
                g -> g.named("local-path-provisioner").only("deploy").interval(Duration.ofHours(1)));
        // The first entry is for the machines that none of the others names.
        var everywhere = Mapping.of("node", "DEFAULT_PATH_FOR_NON_LISTED_NODES").put("paths", Sequence.of(directory));
        var provisioner = new HelmRelease(
                system,
                "provisioner",
                source.chart("./deploy/chart/local-path-provisioner"),
                CrdOwner.ELSEWHERE,
                h -> h.named("local-path-provisioner")
                        .bringsProvisioner(PROVISIONER)
                        .value(false, "storageClass", "create")
                        .value(PROVISIONER, "storageClass", "provisionerName")
                        .value(Sequence.of(everywhere), "nodePathMap"));
        Text name = provisioner.brought("storage.k8s.io", "provisioner", PROVISIONER);
        storageClass =
                new StorageClass(this, "class", name, c -> c.named("local-path").bindWhenUsed());
    }

    /** For what is used on one machine, and can be made again; a volume goes with its claim. */
    public StorageClass storageClass() {
        return storageClass;
    }
}
