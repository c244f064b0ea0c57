package espalier.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of one commit onto a cluster: Flux's source fetches it, then the Kustomizations apply what it changes.
 *
 * <p>Only those are waited for whose directory the commit touches. A Kustomization that waits for its objects, as all of ours
 * do, is ready when these are, HelmReleases and pods included. A HelmRelease is followed for what it says meanwhile, and since
 * it is known to have given up long before a Kustomization's patience ends. What git says does not work is told, and not waited for.
 */
public final class Rollout {
    /** A failure that Flux mends by itself, such as a lost connection, is over by then. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Flux writes its status in several steps; what it says in between for a moment is not what it found. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final FluxObject.Reference SOURCE =
            new FluxObject.Reference(FluxKind.GIT_REPOSITORY, "flux-system", "flux-system");

    private final LiveCluster cluster;
    private final String revision;
    private final @Nullable List<String> paths;
    private final Watcher watcher;
    private final Map<FluxObject.Reference, Step> steps = new LinkedHashMap<>();
    private final Map<FluxObject.Reference, Long> failedSince = new LinkedHashMap<>();
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final long start = System.nanoTime();
    private Waves waves = new Waves(Map.of());
    private KnownFailures known = new KnownFailures(Map.of());
    private Touched touched = new Touched(List.of(), Map.of());
    private String request = "";
    private String elsewhere = "";
    private long elsewhereSince;

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

    /** Who is told, on the thread that called {@link #follow}. */
    public interface Watcher {
        /** An object has come to another state, or says something else of it. */
        void told(Step step);

        /** Some time has passed, at most {@link #pace}. */
        default void passed(Rollout rollout) {}

        /** How long nothing need be said. */
        default Duration pace() {
            return GRACE;
        }
    }

    /** What came of it. */
    public enum Outcome {
        LIVE,
        FAILED,
        OUT_OF_TIME
    }

    /**
     * @param revision the hash of the commit
     * @param paths the files that the commit changes, from the root of the repository on; null when that is not known, so that
     *     everything is waited for
     * @param watcher of every step, in the order of time
     */
    public Rollout(LiveCluster cluster, String revision, @Nullable List<String> paths, Watcher watcher) {
        this.cluster = cluster;
        this.revision = revision;
        this.paths = paths;
        this.watcher = watcher;
    }

    /** The revision that the cluster's source has, as {@code main@sha1:…}; null where there is no source of Flux's own. */
    public static @Nullable String fetched(LiveCluster cluster) throws LiveException {
        FluxObject source = cluster.get(SOURCE);
        return source == null ? null : source.revision();
    }

    /** Asks Flux to look, and follows the commit until it is live, has failed, or {@code timeout} is over. */
    public Outcome follow(Duration timeout) throws LiveException {
        FluxObject source = cluster.get(SOURCE);
        if (source == null) {
            throw new LiveException(
                    "the cluster has no GitRepository flux-system/flux-system: flux bootstrap makes it");
        }
        if (source.isSuspended()) {
            throw new LiveException("the source flux-system is suspended, so that no commit reaches the cluster:"
                    + " espalier resume gitrepository/flux-system");
        }
        request = cluster.request(SOURCE);
        List<FluxObject> there = cluster.list(FluxKind.KUSTOMIZATION);
        // Which files belong to whom is known only when all are.
        there.forEach(object -> steps.put(Operations.reference(object), step(object, FluxState.WORKING)));
        derive();
        for (FluxObject object : there) {
            take(Change.of(object));
        }
        try (var sources = cluster.follow(FluxKind.GIT_REPOSITORY, changes::add);
                var kustomizations = cluster.follow(FluxKind.KUSTOMIZATION, changes::add);
                var releases = cluster.follow(FluxKind.HELM_RELEASE, changes::add)) {
            return loop(start + timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.OUT_OF_TIME;
        }
    }

    private Outcome loop(long end) throws InterruptedException, LiveException {
        while (true) {
            long now = System.nanoTime();
            if (isLive()) {
                return Outcome.LIVE;
            }
            if (hasFailed(now)) {
                return Outcome.FAILED;
            }
            if (now >= end) {
                return Outcome.OUT_OF_TIME;
            }
            watcher.passed(this);
            boolean isSettling = elsewhereSince != 0 || !failedSince.isEmpty();
            long most = isSettling ? Math.min(end - now, SETTLED.toNanos() / 4) : end - now;
            long patience = Math.min(most, watcher.pace().toNanos());
            Change change = changes.poll(patience, TimeUnit.NANOSECONDS);
            if (change != null) {
                take(change);
                lookAtSource(change.seen());
            }
            if (elsewhereSince != 0 && System.nanoTime() - elsewhereSince > SETTLED.toNanos()) {
                throw new LiveException("Flux follows another branch, or somebody pushed later: its source is at "
                        + elsewhere + ", which is not " + revision);
            }
        }
    }

    private void take(Change change) throws LiveException {
        FluxObject object = change.seen();
        FluxObject.Reference reference = Operations.reference(object);
        boolean isSource = reference.equals(SOURCE);
        if (!isSource && object.kind().isSource()) {
            return;
        }
        if (change.isGone()) {
            steps.remove(reference);
            failedSince.remove(reference);
            derive();
            return;
        }
        FluxState state = state(object);
        // Of a HelmRelease that tries again its Kustomization says how it ended.
        boolean isRelease = object.kind() == FluxKind.HELM_RELEASE;
        if (state == FluxState.FAILED && !isRelease || state == FluxState.STALLED) {
            failedSince.putIfAbsent(reference, System.nanoTime());
        } else {
            failedSince.remove(reference);
        }
        Step step = step(object, state);
        Step before = steps.put(reference, step);
        if (object.kind() == FluxKind.KUSTOMIZATION && (before == null || isElsewhere(before.object, object))) {
            derive();
        }
        boolean news = before == null || before.state != state || !said(before).equals(said(step));
        if (news && isMeant(object)) {
            watcher.told(step);
        }
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
                        && Operations.reference(step.object).equals(release.object.owner());
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

    /** The Kustomization that it is or belongs to; null where there is none. */
    private static FluxObject.@Nullable Reference kustomization(FluxObject object) {
        return object.kind() == FluxKind.KUSTOMIZATION ? Operations.reference(object) : object.owner();
    }

    /** What a person would want to know anew; Flux says much of what it is at work with. */
    private static String said(Step step) {
        boolean quiet = step.state == FluxState.READY || step.state == FluxState.WORKING;
        return quiet ? "" : step.object.message();
    }

    /** Where Flux has looked and found another commit at the branch that it follows, no waiting brings this one. */
    private void lookAtSource(FluxObject source) {
        if (!Operations.reference(source).equals(SOURCE)) {
            return;
        }
        boolean looked = source.hasHandled(request) && source.state() == FluxState.READY;
        elsewhere = source.revision();
        if (!looked || has(elsewhere)) {
            elsewhereSince = 0;
        } else if (elsewhereSince == 0) {
            elsewhereSince = System.nanoTime();
        }
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

    private boolean has(String revisionOfFlux) {
        return revisionOfFlux.endsWith(":" + revision) || revisionOfFlux.endsWith("/" + revision);
    }

    private boolean isLive() {
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

    private boolean hasFailed(long now) {
        for (Map.Entry<FluxObject.Reference, Long> failure : failedSince.entrySet()) {
            Step step = steps.get(failure.getKey());
            if (step == null) {
                continue;
            }
            boolean meant = isToTell(step);
            boolean settled = now - failure.getValue() > GRACE.toNanos();
            // A HelmRelease is stalled by the commit before until Flux has applied what this one makes of it.
            boolean isAtOnce = step.state == FluxState.STALLED && step.object.kind() != FluxKind.HELM_RELEASE;
            if (meant && (settled || isAtOnce)) {
                return true;
            }
        }
        return false;
    }

    private boolean isToTell(Step failed) {
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

    /** What went wrong that this commit has to do with, in the order of time. */
    public List<Step> failures() {
        var failures = new ArrayList<Step>();
        for (FluxObject.Reference reference : failedSince.keySet()) {
            Step step = steps.get(reference);
            if (step != null && isToTell(step)) {
                failures.add(step);
            }
        }
        return failures;
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

    /** Whether it is the source, or the commit changes a file that belongs to its Kustomization and to none further down. */
    private boolean isMeant(FluxObject object) {
        if (object.kind().isSource()) {
            return true;
        }
        FluxObject.Reference of = kustomization(object);
        return of != null && touched.has(of);
    }
}
