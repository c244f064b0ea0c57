package espalier;

import espalier.rules.Construction;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** What a policy sees of a complete cluster, and where it says what breaks it. */
public final class Review {
    private static final String OF_A_CHART = "what its chart makes";

    private final Cluster cluster;
    private final Rule rule;
    private final List<KubernetesObject> objects;
    private final List<PodContainer> containers;

    private Review(Cluster cluster, Rule rule, List<KubernetesObject> objects, List<PodContainer> containers) {
        this.cluster = cluster;
        this.rule = rule;
        this.objects = objects;
        this.containers = containers;
    }

    /** Holds {@code objects} against every policy that {@code cluster} has switched on. */
    public static void all(Cluster cluster, List<KubernetesObject> objects) {
        List<Policy> policies = cluster.settings().policies();
        if (policies.isEmpty()) {
            return;
        }
        List<PodContainer> containers = containers(objects);
        for (Policy policy : policies) {
            try {
                policy.review(new Review(cluster, policy.rule(), objects, containers));
            } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
                threw(cluster, policy, thrown);
            }
        }
    }

    private static void threw(Cluster cluster, Policy policy, Throwable thrown) {
        String name = policy.getClass().getSimpleName();
        cluster.findings()
                .report(
                        Construction.POLICY_THREW,
                        cluster.node(),
                        Origin.of(Escaped.cause(thrown), cluster.getClass()),
                        Escaped.describe("hold " + cluster.name() + " against the policy " + name, "it", thrown),
                        "correct that line, or what it calls");
    }

    private static List<PodContainer> containers(List<KubernetesObject> objects) {
        var containers = new ArrayList<PodContainer>();
        for (KubernetesObject object : objects) {
            Mapping template = object.podTemplate();
            Mapping spec = template == null ? null : template.mapping("spec");
            if (spec != null) {
                for (String field : new String[] {"initContainers", "containers"}) {
                    Sequence list = spec.sequence(field);
                    for (int i = 0; list != null && i < list.size(); i++) {
                        Value value = list.get(i);
                        if (value instanceof Mapping body) {
                            containers.add(new PodContainer(object, spec, body));
                        }
                    }
                }
            }
        }
        return containers;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** All objects, in tree order. */
    public List<KubernetesObject> objects() {
        return objects;
    }

    /** The objects of {@code kind} in {@code group}, which is empty for Kubernetes's core. */
    public List<KubernetesObject> objects(String group, String kind) {
        var found = new ArrayList<KubernetesObject>();
        for (KubernetesObject object : objects) {
            if (object.kind().equals(kind)
                    && Identity.groupOf(object.apiVersion()).equals(group)) {
                found.add(object);
            }
        }
        return found;
    }

    /**
     * The containers of all workloads, those that run first in front; what charts run counts as {@linkplain #notCheckedInCharts not
     * checked}.
     */
    public List<PodContainer> containers() {
        notCheckedInCharts();
        return containers;
    }

    /** Whether a construct could not be made: what seems to be missing may be what that would have made. */
    public boolean isIncomplete() {
        return cluster.node().holdsIncomplete();
    }

    /**
     * Says that {@code object} breaks the policy, unless its construct is exempt.
     *
     * @param message one sentence: {@code Tried to …, but …}, with the value found
     * @param fix the way out, in the imperative
     */
    public void breach(KubernetesObject object, String message, String fix) {
        if (!object.owner().isExempt(rule, "")) {
            object.owner().findings().report(rule, object, message, fix);
        }
    }

    /** Says that {@code container} breaks the policy, unless it, or its construct, is exempt. */
    public void breach(PodContainer container, String message, String fix) {
        KubernetesObject object = container.workload();
        if (!object.owner().isExempt(rule, container.name())) {
            object.owner().findings().report(rule, object, message, fix);
        }
    }

    /** Says that {@code object} hides {@code what}, of which the policy cannot tell. */
    public void notChecked(KubernetesObject object, String what) {
        if (!object.owner().isExempt(rule, "")) {
            object.owner().findings().notChecked(new Unseen(rule, object, what));
        }
    }

    /** Says of every chart that the policy cannot tell what it makes. */
    public void notCheckedInCharts() {
        for (KubernetesObject object : objects) {
            boolean isChart =
                    object.kind().equals("HelmRelease") || object.kind().equals("HelmChart");
            if (isChart && !object.isCarrier()) {
                String group = Identity.groupOf(object.apiVersion());
                if (group.equals("helm.toolkit.fluxcd.io") || group.equals("helm.cattle.io")) {
                    notChecked(object, OF_A_CHART);
                }
            }
        }
    }
}
