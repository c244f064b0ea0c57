package clusters.kyrion;

import espalier.Cluster;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Rights.RightsSettings;
import espalier.rules.Policies;
import infra.runners.GitHubLogin;
import infra.runners.RunnerController;
import infra.runners.RunnerSet;

/** What GitHub Actions runs on, since GitHub's own runners do not reach the cluster. */
final class Runners {
    private static final String ELYSIUM = "https://github.com/example/elysium";

    Runners(Cluster cluster, Stage controllers, Stage configs) {
        var controller = new RunnerController(controllers, "arc-system");
        controller.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);

        var namespace = new Namespace(
                configs, "arc-runners", n -> n.privileged("a runner that builds images has a Docker of its own"));
        var runners = configs.in(namespace);
        var login = new GitHubLogin(runners, "github");
        new RunnerSet(
                runners,
                "runners-coder",
                controller,
                login,
                ELYSIUM,
                r -> r.runsOn("coder").atMost(2));
        new RunnerSet(
                runners,
                "runners-copilot",
                controller,
                login,
                ELYSIUM,
                r -> r.runsOn("copilot").atMost(2).memory("4Gi").rights(Runners::agent));
        new RunnerSet(
                runners,
                "runners-fission",
                controller,
                login,
                ELYSIUM,
                r -> r.runsOn("fission").rights(NamespaceHandle.DEFAULT, Runners::functions));
        new RunnerSet(
                runners,
                "runners-raiplaysoundrss",
                controller,
                login,
                "https://github.com/example/raiplaysoundrss",
                r -> r.runsOn("raiplaysoundrss").memory("4Gi").docker("it builds the image of raiplaysoundrss"));
        new Isolation(cluster, "runner-isolation", Dialect.KUBERNETES, namespace);
    }

    /** Copilot's agent looks at everything but Secrets, and lets Flux reconcile at once, which is an annotation. */
    private static void agent(RightsSettings rights) {
        String[] sources = {"gitrepositories", "helmcharts", "helmrepositories", "ocirepositories"};
        rights.everywhere()
                .read(
                        "",
                        "configmaps",
                        "events",
                        "namespaces",
                        "nodes",
                        "persistentvolumeclaims",
                        "persistentvolumes",
                        "pods",
                        "pods/log",
                        "services")
                .read("apps", "daemonsets", "deployments", "replicasets", "statefulsets")
                .read("batch", "cronjobs", "jobs")
                .read("events.k8s.io", "events")
                .read("networking.k8s.io", "ingresses", "networkpolicies")
                .read("storage.k8s.io", "storageclasses")
                .read("image.toolkit.fluxcd.io", "imagepolicies", "imagerepositories", "imageupdateautomations")
                .read("helm.toolkit.fluxcd.io", "helmreleases")
                .may("helm.toolkit.fluxcd.io", "helmreleases", "patch")
                .read("kustomize.toolkit.fluxcd.io", "kustomizations")
                .may("kustomize.toolkit.fluxcd.io", "kustomizations", "patch")
                .read("source.toolkit.fluxcd.io", sources);
        for (String source : sources) {
            rights.may("source.toolkit.fluxcd.io", source, "patch");
        }
    }

    /** {@code fission spec apply -n default} makes functions with what belongs to them, and takes away what is no longer there. */
    private static void functions(RightsSettings rights) {
        for (String kind : new String[] {
            "canaryconfigs",
            "environments",
            "functions",
            "httptriggers",
            "kuberneteswatchtriggers",
            "messagequeuetriggers",
            "packages",
            "timetriggers"
        }) {
            rights.may("fission.io", kind, "get", "list", "watch", "create", "update", "patch", "delete");
        }
    }
}
