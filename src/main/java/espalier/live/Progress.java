package espalier.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a commit is on its way onto a cluster, object by object, as Flux says of each. */
public final class Progress {
    static final FluxObject.Reference SOURCE =
            new FluxObject.Reference(FluxKind.GIT_REPOSITORY, "flux-system", "flux-system");

    private final String revision;
    private final @Nullable List<String> paths;
    private final Map<FluxObject.Reference, Step> steps = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private Waves waves = new Waves(Map.of());
    private KnownFailures known = new KnownFailures(Map.of());
    private Touched touched = new Touched(List.of(), Map.of());

    /**
     * How far an object is with the commit.
     *
     * @param state {@code READY} when the commit is live there
     * @param wave in which Flux brings it up, from 1; 0 for a source
     * @param seconds since the rollout was begun
     * @param knownBroken why it does not work, where git says that it does not; empty for all others
     */
    public record Step(FluxObject object, FluxState state, int wave, double seconds, String knownBroken) {
        /** Whether nobody waits for it. */
        public boolean isKnownBroken() {
            return !knownBroken.isEmpty();
        }
    }

    /**
     * @param revision the hash of the commit
     * @param paths the files that the commit changes; null where all is waited for
     */
    Progress(String revision, @Nullable List<String> paths) {
        this.revision = revision;
        this.paths = paths;
    }

    /** Begins with the Kustomizations that are there: which files belong to whom is known only when all are. */
    void begin(List<FluxObject> kustomizations) {
        kustomizations.forEach(object -> steps.put(object.reference(), step(object, FluxState.WORKING)));
        derive();
    }

    /** Takes in what {@code object} says now; gives its step where that is news of something that is waited for, else null. */
    @Nullable
    Step take(FluxObject object) {
        Step step = step(object, state(object));
        Step before = steps.put(object.reference(), step);
        if (object.kind() == FluxKind.KUSTOMIZATION && (before == null || isElsewhere(before.object, object))) {
            derive();
        }
        boolean news =
                before == null || before.state != step.state || !said(before).equals(said(step));
        return news && isMeant(object) ? step : null;
    }

    void remove(FluxObject.Reference reference) {
        steps.remove(reference);
        derive();
    }

    @Nullable
    Step of(FluxObject.Reference reference) {
        return steps.get(reference);
    }

    private Step step(FluxObject object, FluxState state) {
        return new Step(object, state, wave(object), seconds(), known.because(object));
    }

    private int wave(FluxObject object) {
        FluxObject.Reference of = kustomization(object);
        return of == null || object.kind().isSource() ? 0 : waves.of(of);
    }

    /** Since it was begun. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean isElsewhere(FluxObject before, FluxObject now) {
        return !before.path().equals(now.path()) || !before.dependsOn().equals(now.dependsOn());
    }

    /** What follows from all Kustomizations together. */
    private void derive() {
        var kustomizations = new HashMap<FluxObject.Reference, FluxObject>();
        steps.forEach((reference, step) -> {
            if (step.object.kind() == FluxKind.KUSTOMIZATION) {
                kustomizations.put(reference, step.object);
            }
        });
        waves = new Waves(kustomizations);
        known = new KnownFailures(kustomizations);
        touched = new Touched(paths, kustomizations);
    }

    /** The Kustomization that it is or belongs to; null where there is none. */
    private static FluxObject.@Nullable Reference kustomization(FluxObject object) {
        return object.kind() == FluxKind.KUSTOMIZATION ? object.reference() : object.owner();
    }

    /** What a person would want to know anew; Flux says much of what it is at work with. */
    private static String said(Step step) {
        boolean quiet = step.state == FluxState.READY || step.state == FluxState.WORKING;
        return quiet ? "" : step.object.message();
    }

    /** How far it is with this commit, and not with an earlier one. */
    private FluxState state(FluxObject object) {
        FluxState state = object.state();
        if (object.kind() == FluxKind.HELM_RELEASE) {
            FluxObject.Reference owner = object.owner();
            Step of = owner == null ? null : steps.get(owner);
            return of != null && has(of.object.attempted()) || state == FluxState.SUSPENDED ? state : FluxState.WORKING;
        }
        return switch (state) {
            case READY -> has(object.revision()) ? state : FluxState.WORKING;
            case FAILED, STALLED -> object.kind().isSource() || has(object.attempted()) ? state : FluxState.WORKING;
            default -> state;
        };
    }

    /** Whether {@code revisionOfFlux} is the commit. */
    boolean has(String revisionOfFlux) {
        return revisionOfFlux.endsWith(":" + revision) || revisionOfFlux.endsWith("/" + revision);
    }

    /** Whether the commit is everywhere that it is waited for. */
    boolean isLive() {
        Step source = steps.get(SOURCE);
        if (source == null || source.state != FluxState.READY) {
            return false;
        }
        boolean any = false;
        for (Step step : steps.values()) {
            if (step.object.kind() == FluxKind.KUSTOMIZATION && isMeant(step.object)) {
                any = true;
                if (step.state != FluxState.READY && step.state != FluxState.SUSPENDED && !step.isKnownBroken()) {
                    return false;
                }
            }
        }
        return any || paths != null;
    }

    /** Whether the commit has to do with what {@code failed}. */
    boolean isToTell(Step failed) {
        return isMeant(failed.object) && !failed.isKnownBroken() || blocks(failed, new HashSet<>());
    }

    /** Whether something that the commit changes waits for {@code failed}, itself or by what it waits for. */
    private boolean blocks(Step failed, Set<FluxObject.Reference> passed) {
        // As in: dependency 'flux-system/apps-redis' is not ready
        String named = "'" + failed.object.namespace() + "/" + failed.object.name() + "'";
        for (Map.Entry<FluxObject.Reference, Step> entry : steps.entrySet()) {
            Step other = entry.getValue();
            boolean waits =
                    other.state == FluxState.WAITING && other.object.message().contains(named);
            if (waits && passed.add(entry.getKey()) && (isMeant(other.object) || blocks(other, passed))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the source, or the commit changes a file that belongs to its Kustomization and to none further down. */
    private boolean isMeant(FluxObject object) {
        if (object.kind().isSource()) {
            return true;
        }
        FluxObject.Reference of = kustomization(object);
        return of != null && touched.has(of);
    }

    /** How far everything is that is waited for, wave by wave, the source first. */
    public List<Step> steps() {
        var meant = new ArrayList<Step>();
        for (Step step : steps.values()) {
            if (step.object.kind() != FluxKind.HELM_RELEASE && isMeant(step.object)) {
                meant.add(new Step(step.object, step.state, wave(step.object), step.seconds, step.knownBroken));
            }
        }
        meant.sort(Comparator.comparingInt(Step::wave)
                .thenComparing(step -> step.object.namespace())
                .thenComparing(step -> step.object.name()));
        return meant;
    }

    /** What keeps {@code step} from being live, in Flux's words; empty where there is nothing to say. */
    public String reason(Step step) {
        if (step.isKnownBroken() && step.state != FluxState.READY) {
            return "known not to work: " + step.knownBroken;
        }
        if (step.state == FluxState.WORKING) {
            for (Step release : steps.values()) {
                boolean own = release.object.kind() == FluxKind.HELM_RELEASE
                        && step.object.reference().equals(release.object.owner());
                if (own && release.state != FluxState.READY) {
                    return "HelmRelease " + release.object.name() + ": " + release.object.message();
                }
            }
        }
        return switch (step.state) {
            case READY -> "";
            case SUSPENDED -> step.object.suspendedHow();
            case WORKING ->
                step.object.isObserved() && step.object.state() == FluxState.WORKING ? step.object.message() : "";
            default -> step.object.message();
        };
    }

    /** What is not live yet. */
    public List<Step> unfinished() {
        var left = new ArrayList<Step>();
        for (Step step : steps.values()) {
            if (isMeant(step.object) && step.state != FluxState.READY && !step.isKnownBroken()) {
                left.add(step);
            }
        }
        return left;
    }

    /** The Kustomizations of which git says that they do not work, and that do not. */
    public List<Step> knownBroken() {
        var broken = new ArrayList<Step>();
        for (Step step : steps()) {
            if (step.isKnownBroken() && step.state != FluxState.READY) {
                broken.add(step);
            }
        }
        return broken;
    }
}
