package infra.runners;

import espalier.Component;
import espalier.Exemption;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Rights;
import espalier.kubernetes.Rights.RightsSettings;
import espalier.kubernetes.ServiceAccount;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runners of GitHub Actions of one kind, which a workflow asks for by the set's name: {@code runs-on: NAME}. */
public final class RunnerSet extends Component {
    private static final String IMAGE = "ghcr.io/actions/actions-runner:2.336.0";

    /**
     * Runners for one repository, or for all of an organization.
     *
     * @param login how they log in to GitHub, in the namespace of {@code scope}
     * @param url as {@code https://github.com/OWNER/REPOSITORY}
     */
    public RunnerSet(
            Scope scope,
            String id,
            RunnerController controller,
            GitHubLogin login,
            String url,
            Consumer<RunnerSettings> configure) {
        super(scope, id);
        unawaited("runners hang on GitHub, and work for it alone");
        var settings = Settings.configured(new RunnerSettings(this), configure);
        String name = settings.runsOn.or(id);
        ServiceAccount account = settings.account(this, name);
        new HelmRelease(
                this,
                PublishedChart.of("gha-runner-scale-set", RunnerController.VERSION)
                        .repository("gha-runner-scale-set", RunnerController.REGISTRY),
                CrdOwner.ELSEWHERE,
                h -> {
                    h.makes(RunnerController.GROUP, "AutoscalingRunnerSet")
                            .podLabel("actions.github.com/scale-set-name", name)
                            .internet("they work for GitHub, and jobs fetch what they build of")
                            .value(url, "githubConfigUrl")
                            .value(login.name(), "githubConfigSecret")
                            .value(name, "runnerScaleSetName")
                            .value(settings.atLeast.or(0), "minRunners")
                            .value(settings.atMost.or(1), "maxRunners")
                            .value(controller.account(), "controllerServiceAccount")
                            .value(Sequence.of(settings.runner()), "template", "spec", "containers");
                    if (account != null) {
                        h.apiServer("jobs ask it, with the rights that are given to them")
                                .value(account.name(), "template", "spec", "serviceAccountName");
                    }
                    settings.writeMode(h);
                });
    }

    /** What can be set on runners. */
    public static final class RunnerSettings extends Settings {
        private final Setting<String> runsOn = setting("runsOn");
        private final Setting<Integer> atLeast = setting("atLeast");
        private final Setting<Integer> atMost = setting("atMost");
        private final Setting<String> memory = setting("memory");
        private final Setting<Boolean> docker = setting("docker");
        private final Setting<StorageClass> pods = setting("pods");
        private String workSize = "";
        private final Setting<Consumer<RightsSettings>> rights = setting("rights");
        private @Nullable NamespaceHandle where;

        private RunnerSettings(RunnerSet set) {
            super(set.node());
        }

        /** The name by which a workflow asks for them, in {@code runs-on}; default the construct's id. */
        public RunnerSettings runsOn(String name) {
            runsOn.set(name);
            return this;
        }

        /** How many wait for jobs; default none. */
        public RunnerSettings atLeast(int runners) {
            atLeast.set(runners);
            return this;
        }

        /** How many work at the same time; default 1. */
        public RunnerSettings atMost(int runners) {
            atMost.set(runners);
            return this;
        }

        /** How much memory a job may take, as {@code 4Gi}; default 2Gi. */
        public RunnerSettings memory(String limit) {
            memory.set(limit);
            return this;
        }

        /** Gives each runner a Docker of its own, for jobs that build images; it needs every privilege of its machine. */
        public RunnerSettings docker(String because) {
            node().exempt(Exemption.Kind.LIFTED, "its runners may have any privilege", because);
            docker.set(true);
            return this;
        }

        /** Runs the containers of a job as pods, which share a volume of {@code size} on {@code storage}. */
        public RunnerSettings pods(StorageClass storage, String size) {
            pods.set(storage);
            workSize = size;
            return this;
        }

        /** Lets jobs ask the cluster's API server, with these rights in the runners' namespace or everywhere, and no others. */
        public RunnerSettings rights(Consumer<RightsSettings> rights) {
            this.rights.set(rights);
            return this;
        }

        /** Lets jobs ask the cluster's API server, with these rights in {@code namespace} and no others. */
        public RunnerSettings rights(NamespaceHandle namespace, Consumer<RightsSettings> rights) {
            where = namespace;
            return rights(rights);
        }

        /** Whom jobs are for the API server; null where they do not ask it. */
        private @Nullable ServiceAccount account(RunnerSet set, String name) {
            Consumer<RightsSettings> given = rights.get();
            if (given == null) {
                return null;
            }
            var account = new ServiceAccount(set, "account", a -> a.named(name));
            new Rights(where == null ? set : set.in(where), account, given);
            return account;
        }

        @Override
        protected void check() {
            docker.excludes(pods, "a job's containers run in one of the two");
            pods.excludes(rights, "who makes pods has an account that the chart makes for that");
        }

        private Mapping runner() {
            var resources = Mapping.of("requests", Mapping.of("cpu", "250m").put("memory", "512Mi"))
                    .put("limits", Mapping.of("memory", memory.or("2Gi")));
            return Mapping.of("name", "runner")
                    .put("image", IMAGE)
                    .put("command", Sequence.of("/home/runner/run.sh"))
                    .put("resources", resources);
        }

        private void writeMode(HelmReleaseSettings release) {
            StorageClass storage = pods.get();
            if (docker.isSet()) {
                release.value("dind", "containerMode", "type");
            } else if (storage != null) {
                var claim = Mapping.of("accessModes", Sequence.of("ReadWriteOnce"))
                        .put("storageClassName", storage.name())
                        .put("resources", Mapping.of("requests", Mapping.of("storage", String.valueOf(workSize))));
                release.apiServer("the containers of a job are pods")
                        .value("kubernetes", "containerMode", "type")
                        .value(claim, "containerMode", "kubernetesModeWorkVolumeClaim");
            }
        }
    }
}
