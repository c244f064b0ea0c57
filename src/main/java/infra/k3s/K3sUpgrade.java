package infra.k3s;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.platform.K3s;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * Keeps all machines at the version of K3s that the cluster's class says, so that an upgrade is a change of that line: servers one by
 * one, and the others when all servers are done.
 */
public final class K3sUpgrade extends Component {
    private static final String ROLE = "node-role.kubernetes.io/control-plane";

    /** Takes the tag that is the version. */
    private static final String IMAGE = "docker.io/rancher/k3s-upgrade";

    /** Plans for the machines of {@code k3s}, in the controller's namespace. */
    public K3sUpgrade(Scope scope, String id, UpgradeController controller, K3s k3s) {
        super(scope, id);
        var server = plan("server", "k3s-server", controller, k3s, "Exists", p -> p.spec("cordon", true));
        plan(
                "agent",
                "k3s-agent",
                controller,
                k3s,
                "DoesNotExist",
                p -> p.spec("prepare", Mapping.of("image", IMAGE).put("args", Sequence.of("prepare", server.name())))
                        .spec(
                                "drain",
                                Mapping.of("force", true)
                                        .put("ignoreDaemonSets", true)
                                        .put("deleteEmptydirData", true)
                                        .put("skipWaitForDeleteTimeout", 60)));
    }

    private CustomResource plan(
            String id,
            String name,
            UpgradeController controller,
            K3s k3s,
            String isServer,
            java.util.function.Consumer<CustomResourceSettings> more) {
        var machines = Sequence.of(Mapping.of("key", ROLE).put("operator", isServer));
        return new CustomResource(in(controller.namespace()), id, UpgradeController.GROUP + "/v1", "Plan", p -> {
            p.named(name)
                    .spec("concurrency", 1)
                    .spec("version", k3s.version())
                    .spec("nodeSelector", Mapping.of("matchExpressions", machines))
                    .spec("serviceAccountName", controller.account().name());
            more.accept(p);
            p.spec("upgrade", Mapping.of("image", IMAGE));
        });
    }
}
