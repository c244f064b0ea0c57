package espalier.bootstrap;

import static espalier.bootstrap.ChartSource.text;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.live.Deadline;
import espalier.live.LiveException;
import espalier.order.Unit;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart that Flux will keep, installed by real Helm as the HelmRelease says: under its name, in its namespace, with its version
 * and values, so that helm-controller finds a release and upgrades it. What was installed otherwise would make its install
 * fail. Once Flux has the HelmRelease, the chart is Flux's.
 */
final class InstalledChart implements Step {
    private static final int LONGEST_NAME = 53;
    private static final String[] ONLY_FLUX = {"kubeConfig", "postRenderers", "storageNamespace"};

    private final Unit unit;
    private final KubernetesObject release;
    private final ObjectGraph graph;

    /** @param unit what brings the HelmRelease */
    InstalledChart(Unit unit, KubernetesObject release, ObjectGraph graph) {
        this.unit = unit;
        this.release = release;
        this.graph = graph;
    }

    @Override
    public String what() {
        try {
            return unit.name() + ": chart " + source();
        } catch (BootstrapException e) {
            return unit.name() + ": chart of " + release;
        }
    }

    @Override
    public List<String> obstacles(Ground ground) {
        var obstacles = new ArrayList<String>(0);
        for (String field : ONLY_FLUX) {
            if (spec().has(field)) {
                obstacles.add(
                        release + " has " + field + ", which only Flux understands, and it is needed before Flux");
            }
        }
        try {
            source();
        } catch (BootstrapException e) {
            obstacles.add(String.valueOf(e.getMessage()));
        }
        return obstacles;
    }

    private ChartSource source() throws BootstrapException {
        return ChartSource.of(release, graph);
    }

    private Mapping spec() {
        return release.body().copy().child("spec");
    }

    private String namespace() {
        String target = text(spec(), "targetNamespace");
        return target.isEmpty() ? release.namespace() : target;
    }

    /** As helm-controller calls it. */
    private String name() {
        String own = text(spec(), "releaseName");
        String target = text(spec(), "targetNamespace");
        String name = !own.isEmpty() ? own : target.isEmpty() ? release.name() : target + "-" + release.name();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        if (ground.cluster().get(release.body()) != null) {
            return Standing.THERE;
        }
        ReleaseRecord last = ReleaseRecord.last(ground, namespace(), name());
        if (last == null) {
            return Standing.MISSING;
        }
        if (!last.isDeployed()) {
            return new Standing(false, last.status());
        }
        return last.is(source(), values(values(ground), ground)) ? Standing.THERE : new Standing(false, "different");
    }

    private Mapping values(ChartValues values, Ground ground) throws LiveException, BootstrapException {
        UnitContent content = UnitContent.of(unit.name(), ground);
        values.hide(content.secrets());
        Mapping body = content.object(release.identity());
        Mapping spec = body == null ? spec() : body.child("spec");
        return values.of(spec);
    }

    private ChartValues values(Ground ground) {
        return new ChartValues(ground, release.toString(), release.namespace());
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        if (standing(ground).done()) {
            return false;
        }
        NeededNamespaces.make(namespace(), graph, ground);
        ChartValues from = values(ground);
        Mapping values = values(from, ground);
        var helm = new Helm(ground);
        while (true) {
            boolean isNew = forgetInterrupted(ground);
            Child.Ended ended =
                    helm.upgrade(isNew, name(), source(), options(ground.deadline()), values, ground.deadline());
            if (ended.well()) {
                return true;
            }
            String said = from.mask().over(ended.err().strip());
            boolean tooSlow = said.contains("timed out") || said.contains("deadline exceeded");
            if (!tooSlow || ground.deadline().isOver()) {
                String why = "Helm cannot install " + release + ": " + said;
                throw tooSlow ? BootstrapException.outOfTime(why) : BootstrapException.refused(why);
            }
        }
    }

    /**
     * A Helm that was killed leaves word that it is at work, for ever, and every later one refuses. Nobody else is at work here:
     * Flux has no such HelmRelease yet.
     *
     * @return whether there is no release then
     */
    private boolean forgetInterrupted(Ground ground) throws LiveException, BootstrapException {
        ReleaseRecord last = ReleaseRecord.last(ground, namespace(), name());
        while (last != null && last.isPending()) {
            ground.notes().accept("a Helm was broken off at " + name() + ": begun again");
            ground.cluster().delete("v1", "Secret", namespace(), last.secret());
            last = ReleaseRecord.last(ground, namespace(), name());
        }
        return last == null;
    }

    private List<String> options(Deadline deadline) {
        Mapping spec = spec();
        Mapping install = spec.child("install");
        var options = new ArrayList<>(List.of("--namespace", namespace()));
        Duration timeout = timeout(text(spec, "timeout"));
        Duration left = deadline.left();
        long seconds = Math.max(1, (timeout.compareTo(left) < 0 ? timeout : left).toSeconds());
        options.addAll(List.of("--timeout", seconds + "s"));
        if (!"true".equals(install.text("disableWait"))) {
            options.add("--wait");
        }
        if ("Skip".equals(install.text("crds"))) {
            options.add("--skip-crds");
        }
        if ("true".equals(install.text("createNamespace"))) {
            options.add("--create-namespace");
        }
        return options;
    }

    private static Duration timeout(String text) {
        return text.isEmpty() ? Duration.ofMinutes(5) : Duration.parse("PT" + text);
    }
}
