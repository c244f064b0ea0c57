package infra.k3s;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Rights;
import espalier.kubernetes.Rights.RightsSettings;
import espalier.kubernetes.ServiceAccount;
import espalier.platform.K3s;
import infra.Definitions;

/**
 * Rancher's system-upgrade-controller: upgrades machines one after the other, as Plans say it.
 *
 * <p>As the manifests of its release have it; the chart of it that Rancher publishes at charts.rancher.io is for clusters that Rancher
 * manages.
 */
public final class UpgradeController extends Component {
    private static final String VERSION = "v0.20.1";
    private static final String NAME = "system-upgrade-controller";
    private static final String LEASES = "coordination.k8s.io";

    static final String GROUP = "upgrade.cattle.io";

    private final Namespace namespace;
    private final ServiceAccount account;

    /** The controller of the machines of {@code k3s}, in a namespace of its own. */
    public UpgradeController(Scope scope, String id, K3s k3s) {
        super(scope, id);
        namespace = new Namespace(
                this, "namespace", n -> n.named(id).privileged("an upgrade changes the files of its machine"));
        Scope inside = in(namespace);
        Definitions.of(
                this,
                "https://github.com/rancher/system-upgrade-controller",
                VERSION,
                "pkg/crds/yaml/generated",
                GROUP);
        account = new ServiceAccount(inside, "account", a -> a.named(id));
        new Rights(inside, "rights", account, r -> cluster(r.named(NAME)));
        new Rights(
                inside,
                "jobs",
                account,
                r -> r.named(NAME)
                        .may(
                                "batch",
                                "jobs",
                                "get",
                                "list",
                                "watch",
                                "create",
                                "delete",
                                "deletecollection",
                                "patch",
                                "update")
                        .read("", "secrets"));
        new Rights(inside, "drainer", account, r -> drainer(r.named(NAME + "-drainer")));
        new Deployment(
                inside,
                "controller",
                d -> d.named(NAME)
                        .runAs(65534, 65534)
                        .serviceAccount(account, "it makes the jobs that upgrade machines")
                        // K3s marks the machines that run its servers so.
                        .onNodesWith("node-role.kubernetes.io/control-plane", "true")
                        .container(
                                "controller",
                                "docker.io/rancher/system-upgrade-controller:" + VERSION,
                                c -> c.env("SYSTEM_UPGRADE_CONTROLLER_NAME", NAME)
                                        .env("SYSTEM_UPGRADE_CONTROLLER_NAMESPACE", namespace.name())
                                        .envFromField("SYSTEM_UPGRADE_CONTROLLER_NODE_NAME", "spec.nodeName")
                                        .env("SYSTEM_UPGRADE_CONTROLLER_LEADER_ELECT", "true")
                                        // What drains a machine: kubectl works with servers of its own version, and one
                                        // beside it.
                                        .env(
                                                "SYSTEM_UPGRADE_JOB_KUBECTL_IMAGE",
                                                Text.of("docker.io/rancher/kubectl:", k3s.kubernetes()))
                                        .env("SYSTEM_UPGRADE_JOB_ACTIVE_DEADLINE_SECONDS", "900")
                                        .env("SYSTEM_UPGRADE_JOB_BACKOFF_LIMIT", "99")
                                        .cpu("10m")
                                        .memory("64Mi", "256Mi")));
    }

    /** Where Plans stand, and their jobs run. */
    public NamespaceHandle namespace() {
        return namespace;
    }

    /** Who its jobs are for the API server. */
    ServiceAccount account() {
        return account;
    }

    private static void cluster(RightsSettings rights) {
        rights.everywhere()
                .read("batch", "jobs")
                .read("", "namespaces", "nodes")
                .may("", "nodes", "update")
                .may("", "events", "get", "create", "patch", "update")
                .may(LEASES, "leases", "get", "create", "update")
                .read(GROUP, "plans", "plans/status")
                .may(GROUP, "plans", "create", "patch", "update", "delete")
                .may(GROUP, "plans/status", "create", "patch", "update", "delete")
                // It applies its own definition when it starts, also where that is there.
                .read("apiextensions.k8s.io", "customresourcedefinitions")
                .may("apiextensions.k8s.io", "customresourcedefinitions", "create", "patch", "update");
    }

    /** What moves pods off a machine; which pods have an owner that makes them anew, it has to know. */
    private static void drainer(RightsSettings rights) {
        rights.everywhere()
                .may("", "pods/eviction", "create")
                .may("", "pods", "get", "list", "delete")
                .may("", "nodes", "get", "patch")
                .may("apps", "daemonsets", "get", "list")
                .may("apps", "replicasets", "get", "list")
                .may("apps", "statefulsets", "get", "list");
    }
}
