package espalier.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one commit onto a cluster: Flux's source fetches it, then the Kustomizations apply what it changes.
 *
 * <p>Only those are waited for whose directory the commit touches. A Kustomization that waits for its objects, as all of ours
 * do, is ready when these are, HelmReleases and pods included.
 */
public final class Rollout {
    /** A failure that Flux mends by itself, such as a lost connection, is over by then. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final FluxObject.Reference SOURCE =
            new FluxObject.Reference(FluxKind.GIT_REPOSITORY, "flux-system", "flux-system");

    private final LiveCluster cluster;
    private final String revision;
    private final @Nullable List<String> paths;
    private final Consumer<Step> told;
    private final Map<FluxObject.Reference, Step> steps = new LinkedHashMap<>();
    private final Map<FluxObject.Reference, Long> failedSince = new LinkedHashMap<>();
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final long start = System.nanoTime();
    private String request = "";

    /**
     * How far an object is with the commit.
     *
     * @param state {@code READY} when the commit is live there
     * @param seconds since the rollout was begun
     */
    public record Step(FluxObject object, FluxState state, double seconds) {}

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
     * @param told of every step, in the order of time
     */
    public Rollout(LiveCluster cluster, String revision, @Nullable List<String> paths, Consumer<Step> told) {
        this.cluster = cluster;
        this.revision = revision;
        this.paths = paths;
        this.told = told;
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
        for (FluxObject object : there) {
            take(Change.of(object));
        }
        try (var sources = cluster.follow(FluxKind.GIT_REPOSITORY, changes::add);
                var kustomizations = cluster.follow(FluxKind.KUSTOMIZATION, changes::add)) {
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
            long patience = failedSince.isEmpty() ? end - now : Math.min(end - now, GRACE.toNanos() / 4);
            Change change = changes.poll(patience, TimeUnit.NANOSECONDS);
            if (change != null) {
                take(change);
                refuseAnotherCommit(change.seen());
            }
        }
    }

    private void take(Change change) throws LiveException {
        FluxObject object = change.seen();
        FluxObject.Reference reference = Operations.reference(object);
        boolean isSource = reference.equals(SOURCE);
        if (!isSource && object.kind() != FluxKind.KUSTOMIZATION) {
            return;
        }
        if (change.isGone()) {
            steps.remove(reference);
            failedSince.remove(reference);
            return;
        }
        FluxState state = state(object);
        if (state == FluxState.FAILED || state == FluxState.STALLED) {
            failedSince.putIfAbsent(reference, System.nanoTime());
        } else {
            failedSince.remove(reference);
        }
        Step step = step(object, state);
        Step before = steps.put(reference, step);
        boolean news = before == null || before.state != state || !said(before).equals(said(step));
        if (news && (isSource || isMeant(object))) {
            told.accept(step);
        }
    }

    private Step step(FluxObject object, FluxState state) {
        return new Step(object, state, (System.nanoTime() - start) / 1e9);
    }

    /** What a person would want to know anew; Flux says much of what it is at work with. */
    private static String said(Step step) {
        boolean quiet = step.state == FluxState.READY || step.state == FluxState.WORKING;
        return quiet ? "" : step.object.message();
    }

    /** Flux has looked, and what it found at the branch that it follows is another commit: no waiting brings this one. */
    private void refuseAnotherCommit(FluxObject source) throws LiveException {
        boolean looked = Operations.reference(source).equals(SOURCE)
                && source.hasHandled(request)
                && source.state() == FluxState.READY;
        if (looked && !has(source.revision())) {
            throw new LiveException("Flux follows another branch, or somebody pushed later: its source is at "
                    + source.revision() + ", which is not " + revision);
        }
    }

    /** How far it is with this commit, and not with an earlier one. */
    private FluxState state(FluxObject object) {
        FluxState state = object.state();
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
                if (step.state != FluxState.READY && step.state != FluxState.SUSPENDED) {
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
            boolean meant = step.object.kind().isSource() || isMeant(step.object) || blocks(step, new HashSet<>());
            boolean settled = now - failure.getValue() > GRACE.toNanos();
            if (meant && (settled || step.state == FluxState.STALLED)) {
                return true;
            }
        }
        return false;
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

    /** What went wrong, what others wait for first. */
    public List<Step> failures() {
        var failures = new ArrayList<Step>();
        for (FluxObject.Reference reference : failedSince.keySet()) {
            Step step = steps.get(reference);
            if (step != null) {
                failures.add(step);
            }
        }
        return failures;
    }

    /** What is not live yet. */
    public List<Step> unfinished() {
        var left = new ArrayList<Step>();
        for (Step step : steps.values()) {
            boolean counts = step.object.kind() == FluxKind.KUSTOMIZATION ? isMeant(step.object) : true;
            if (counts && step.state != FluxState.READY) {
                left.add(step);
            }
        }
        return left;
    }

    /** Whether the commit changes a file that belongs to {@code kustomization} and to none further down. */
    private boolean isMeant(FluxObject kustomization) {
        if (paths == null) {
            return true;
        }
        String own = directory(kustomization);
        for (String path : paths) {
            if (path.startsWith(own) && owner(path).equals(own)) {
                return true;
            }
        }
        return false;
    }

    private String owner(String path) {
        String longest = "";
        for (Step step : steps.values()) {
            String directory = directory(step.object);
            if (step.object.kind() == FluxKind.KUSTOMIZATION
                    && path.startsWith(directory)
                    && directory.length() > longest.length()) {
                longest = directory;
            }
        }
        return longest;
    }

    private static String directory(FluxObject kustomization) {
        String path = kustomization.path();
        String plain = path.startsWith("./") ? path.substring(2) : path;
        return plain.isEmpty() || plain.endsWith("/") ? plain : plain + "/";
    }
}
