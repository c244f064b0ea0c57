package espalier.live;

import espalier.live.Progress.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final FluxObject.Reference SOURCE = Progress.SOURCE;

    private final LiveFlux flux;
    private final String revision;
    private final Progress progress;
    private final Watcher watcher;
    private final Map<FluxObject.Reference, Long> failedSince = new LinkedHashMap<>();
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final long start = System.nanoTime();
    private String request = "";
    private String elsewhere = "";
    private long elsewhereSince;

    /** Who is told, on the thread that called {@link #follow}. */
    public interface Watcher {
        /** An object has come to another state, or says something else of it. */
        void told(Step step);

        /** Some time has passed, at most {@link #pace}. */
        default void passed(Progress progress) {}

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
        this.flux = cluster.flux();
        this.revision = revision;
        this.progress = new Progress(revision, paths);
        this.watcher = watcher;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** The revision that the cluster's source has, as {@code main@sha1:…}; null where there is no source of Flux's own. */
    public static @Nullable String fetched(LiveCluster cluster) throws LiveException {
        FluxObject source = cluster.flux().get(SOURCE);
        return source == null ? null : source.revision();
    }

    /** Asks Flux to look, and follows the commit until it is live, has failed, or {@code timeout} is over. */
    public Outcome follow(Duration timeout) throws LiveException {
        FluxObject source = flux.get(SOURCE);
        if (source == null) {
            throw new LiveException(
                    "the cluster has no GitRepository flux-system/flux-system: flux bootstrap makes it");
        }
        if (source.isSuspended()) {
            throw new LiveException("the source flux-system is suspended, so that no commit reaches the cluster:"
                    + " espalier resume gitrepository/flux-system");
        }
        request = flux.request(SOURCE);
        List<FluxObject> there = flux.list(FluxKind.KUSTOMIZATION);
        progress.begin(there);
        for (FluxObject object : there) {
            take(Change.of(object));
        }
        try (var sources = flux.follow(FluxKind.GIT_REPOSITORY, changes::add);
                var kustomizations = flux.follow(FluxKind.KUSTOMIZATION, changes::add);
                var releases = flux.follow(FluxKind.HELM_RELEASE, changes::add)) {
            return loop(start + timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.OUT_OF_TIME;
        }
    }

    private Outcome loop(long end) throws InterruptedException, LiveException {
        while (true) {
            long now = System.nanoTime();
            if (progress.isLive()) {
                return Outcome.LIVE;
            }
            if (hasFailed(now)) {
                return Outcome.FAILED;
            }
            if (now >= end) {
                return Outcome.OUT_OF_TIME;
            }
            watcher.passed(progress);
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
        FluxObject.Reference reference = object.reference();
        boolean isSource = reference.equals(SOURCE);
        if (!isSource && object.kind().isSource()) {
            return;
        }
        if (change.isGone()) {
            progress.remove(reference);
            failedSince.remove(reference);
            return;
        }
        Step news = progress.take(object);
        Step now = progress.of(reference);
        if (now != null && hasStopped(now)) {
            failedSince.putIfAbsent(reference, System.nanoTime());
        } else {
            failedSince.remove(reference);
        }
        if (news != null) {
            watcher.told(news);
        }
    }

    /** Of a HelmRelease that tries again its Kustomization says how it ended. */
    private static boolean hasStopped(Step step) {
        boolean isRelease = step.object().kind() == FluxKind.HELM_RELEASE;
        return step.state() == FluxState.FAILED && !isRelease || step.state() == FluxState.STALLED;
    }

    /** Where Flux has looked and found another commit at the branch that it follows, no waiting brings this one. */
    private void lookAtSource(FluxObject source) {
        if (!source.reference().equals(SOURCE)) {
            return;
        }
        boolean looked = source.hasHandled(request) && source.state() == FluxState.READY;
        elsewhere = source.revision();
        if (!looked || progress.has(elsewhere)) {
            elsewhereSince = 0;
        } else if (elsewhereSince == 0) {
            elsewhereSince = System.nanoTime();
        }
    }

    private boolean hasFailed(long now) {
        for (Map.Entry<FluxObject.Reference, Long> failure : failedSince.entrySet()) {
            Step step = progress.of(failure.getKey());
            if (step == null) {
                continue;
            }
            boolean meant = progress.isToTell(step);
            boolean settled = now - failure.getValue() > GRACE.toNanos();
            // A HelmRelease is stalled by the commit before until Flux has applied what this one makes of it.
            boolean isAtOnce =
                    step.state() == FluxState.STALLED && step.object().kind() != FluxKind.HELM_RELEASE;
            if (meant && (settled || isAtOnce)) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong that this commit has to do with, in the order of time. */
    public List<Step> failures() {
        var failures = new ArrayList<Step>();
        for (FluxObject.Reference reference : failedSince.keySet()) {
            Step step = progress.of(reference);
            if (step != null && progress.isToTell(step)) {
                failures.add(step);
            }
        }
        return failures;
    }
}
