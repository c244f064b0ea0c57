package espalier.bootstrap;

import static espalier.bootstrap.ChartSource.text;

import espalier.ClusterSettings;
import espalier.flux.Durations;
import espalier.live.Deadline;
import espalier.live.LiveException;
import espalier.live.Readiness;
import espalier.order.Order;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The repository that Flux follows, and the Kustomization that is the way into it, as {@code flux bootstrap} writes them to
 * {@code flux-system/gotk-sync.yaml}: from there if they stand there, or else of what the cluster says, and then written there, so
 * that Flux keeps them from git.
 */
final class FluxSync implements Step {
    private static final String NAME = "flux-system";

    /** A wrong key does not get right by waiting, but a repository may be slow at first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String cluster;
    private final ClusterSettings settings;

    FluxSync(Order order) {
        cluster = order.cluster().name();
        settings = order.cluster().settings();
    }

    @Override
    public String what() {
        return "flux-system: " + settings.gitUrl() + " at " + settings.gitBranch();
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        List<Mapping> there = there(ground);
        return new AppliedObjects(what(), there.isEmpty() ? made(ground) : there).standing(ground);
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        if (there(ground).isEmpty()) {
            write(made(ground), ground);
        }
        List<Mapping> objects = there(ground);
        boolean changed = new AppliedObjects(what(), objects).apply(ground);
        for (Mapping object : objects) {
            await(object, ground);
        }
        return changed;
    }

    private void write(List<Mapping> objects, Ground ground) throws BootstrapException {
        String file = ground.tree().fluxFile("gotk-sync.yaml");
        var text = new StringBuilder("# In the form of flux bootstrap.\n");
        objects.forEach(object -> text.append("---\n").append(YamlWriter.text(object)));
        try {
            ground.tree().write(file, text.toString());
        } catch (IOException e) {
            throw BootstrapException.refused(file + " cannot be written: " + e.getMessage());
        }
        ground.notes().accept("wrote " + file + ": commit and push it, so that Flux keeps its source from git");
    }

    private void await(Mapping object, Ground ground) throws LiveException, BootstrapException {
        Duration left = ground.deadline().left();
        boolean enough = left.compareTo(PATIENCE) > 0;
        Mapping end =
                ground.cluster().await(object, FluxSync::isDone, enough ? Deadline.in(PATIENCE) : ground.deadline());
        Mapping now = end == null ? ground.cluster().get(object) : end;
        Readiness readiness = now == null ? null : Readiness.of(now);
        if (end == null || readiness == null || readiness.hasFailed()) {
            String why = "Flux runs, but " + AppliedObjects.name(object) + " is not ready: "
                    + (readiness == null ? "it is gone" : readiness.why()) + ". What it needs, says: espalier doctor";
            throw enough ? BootstrapException.refused(why) : BootstrapException.outOfTime(why);
        }
    }

    private static boolean isDone(Mapping seen) {
        Mapping status = seen.mapping("status");
        return status != null && status.has("conditions") && !Readiness.of(seen).isWaiting();
    }

    /** What the folder holds. */
    private List<Mapping> there(Ground ground) throws BootstrapException {
        return ground.tree().flux().stream().filter(FluxSync::isSync).toList();
    }

    /** What stands in the folder once it is written. */
    private List<Mapping> made(Ground ground) throws LiveException {
        var spec = Mapping.of("interval", Durations.text(settings.sourceInterval()))
                .put("ref", Mapping.of("branch", settings.gitBranch()));
        boolean key = settings.gitUrl().startsWith("ssh://");
        if (key || ground.cluster().get("v1", "Secret", NAME, NAME) != null) {
            spec.put("secretRef", Mapping.of("name", NAME));
        }
        Mapping source = object("source.toolkit.fluxcd.io/v1", "GitRepository", spec.put("url", settings.gitUrl()));
        Mapping entry = object(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                Mapping.of("interval", "10m0s")
                        .put("path", "./dist/" + cluster)
                        .put("prune", true)
                        .put("sourceRef", Mapping.of("kind", "GitRepository").put("name", NAME)));
        return List.of(source, entry);
    }

    private static Mapping object(String apiVersion, String kind, Mapping spec) {
        return Mapping.of("apiVersion", apiVersion)
                .put("kind", kind)
                .put("metadata", Mapping.of("name", NAME).put("namespace", NAME))
                .put("spec", spec);
    }

    /** Other components may stand in the folder as well. */
    private static boolean isSync(Mapping object) {
        return UnitSteps.isOfFlux(text(object, "apiVersion"))
                && text(object.mapping("metadata"), "name").equals(NAME);
    }
}
