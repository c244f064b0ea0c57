package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The causes of all that does not work, each once, with what merely waits for it. */
public final class Diagnosis {
    /** What can be ill on its own account. */
    static final Set<String> KINDS = Set.of(
            "GitRepository",
            "OCIRepository",
            "Bucket",
            "HelmRepository",
            "HelmChart",
            "Kustomization",
            "HelmRelease",
            "ExternalSecret",
            "SecretStore",
            "ClusterSecretStore",
            "SealedSecret",
            "Certificate");

    private static final SortedSet<Id> NOBODY = new TreeSet<>();

    private static final Set<String> APPLIERS = Set.of("Kustomization", "HelmRelease");

    private final Snapshot snapshot;
    private final Map<Id, Ailment> ailments = new HashMap<>();
    private final Map<Key, Cause> causes = new LinkedHashMap<>();
    private final Map<Key, SortedSet<Id>> waiting = new HashMap<>();
    private final List<Id> atWork = new ArrayList<>();
    private final List<Id> suspended = new ArrayList<>();
    private final Map<Id, String> knownBroken = new TreeMap<>();
    private int examined;

    /**
     * A cause and what it holds up.
     *
     * @param waiting Kustomizations, HelmReleases and the like that would be well without it
     */
    public record Root(Cause cause, List<Id> waiting) {}

    /** What makes two causes one, however they were come upon. */
    private record Key(String code, Id object) {}

    private Diagnosis(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The diagnosis of everything in {@code snapshot}. */
    public static Diagnosis of(Snapshot snapshot) {
        return of(snapshot, List.of());
    }

    /** The diagnosis of {@code asked} alone; of everything when there are none. */
    public static Diagnosis of(Snapshot snapshot, List<Id> asked) {
        var diagnosis = new Diagnosis(snapshot);
        for (Cause cause : Controllers.causes(snapshot)) {
            diagnosis.causes.put(new Key(cause.code(), cause.object()), cause);
        }
        for (String kind : new TreeSet<>(KINDS)) {
            for (Mapping object : snapshot.ofKind(kind)) {
                if (asked.isEmpty() || asked.contains(Id.of(object))) {
                    diagnosis.examine(object, !asked.isEmpty());
                }
            }
        }
        return diagnosis;
    }

    private void examine(Mapping object, boolean isAsked) {
        Id id = Id.of(object);
        examined++;
        if (Fields.isSuspended(object)) {
            suspended.add(id);
            return;
        }
        Set<Cause> roots = roots(id, new LinkedHashSet<>());
        String because = roots.isEmpty() || isAsked ? "" : MarkedMaker.because(object, snapshot);
        if (!because.isEmpty()) {
            knownBroken.put(id, because);
            return;
        }
        for (Cause cause : roots) {
            var key = new Key(cause.code(), cause.object());
            causes.putIfAbsent(key, cause);
            SortedSet<Id> waiters = waiting.computeIfAbsent(key, first -> new TreeSet<>());
            if (!cause.object().equals(id)) {
                waiters.add(id);
            }
        }
        if (roots.isEmpty() && APPLIERS.contains(id.kind()) && !Fields.isReady(object)) {
            atWork.add(id);
        }
    }

    private Set<Cause> roots(Id id, Set<Id> path) {
        if (path.contains(id)) {
            return Set.of(cycle(id, new ArrayList<>(path)));
        }
        Mapping object = snapshot.find(id);
        if (object == null) {
            return Set.of();
        }
        if (Fields.isSuspended(object) && !path.isEmpty()) {
            return Set.of(SourceAnalysis.suspended(id));
        }
        Ailment ailment = ailment(id, object);
        Set<Cause> roots = new LinkedHashSet<>(ailment.causes());
        path.add(id);
        for (Id other : ailment.waitsFor()) {
            roots.addAll(roots(other, path));
        }
        path.remove(id);
        return roots;
    }

    private Ailment ailment(Id id, Mapping object) {
        Ailment known = ailments.get(id);
        if (known != null) {
            return known;
        }
        Ailment found = isChecked(object) ? analyse(id, object) : Ailment.NONE;
        ailments.put(id, found);
        return found;
    }

    private Ailment analyse(Id id, Mapping object) {
        if (!APPLIERS.contains(id.kind())) {
            return SourceAnalysis.KINDS.contains(id.kind())
                    ? SourceAnalysis.of(object, snapshot)
                    : SecretProviders.of(object, snapshot);
        }
        if (Fields.isReady(object)) {
            return Ailment.NONE;
        }
        boolean isRelease = id.kind().equals("HelmRelease");
        Ailment found =
                isRelease ? HelmReleaseAnalysis.of(object, snapshot) : KustomizationAnalysis.of(object, snapshot);
        Mapping ready = Fields.condition(object, "Ready");
        boolean failed = Fields.text(ready, "status").equals("False")
                && !List.of("DependencyNotReady", "Progressing").contains(Fields.text(ready, "reason"));
        return found.isNone() && failed
                ? Ailment.of(Cause.of(
                        "failed",
                        id,
                        "Flux could not apply it (" + Fields.text(ready, "reason") + ")",
                        Fields.text(ready, "message"),
                        Commands.describe(id)))
                : found;
    }

    /** Whether its state is worth a look: all of ours are. */
    static boolean isChecked(Mapping object) {
        return KINDS.contains(Id.of(object).kind());
    }

    private static Cause cycle(Id again, List<Id> path) {
        List<Id> circle = path.subList(path.indexOf(again), path.size());
        Id first = circle.stream().min(Comparator.naturalOrder()).orElse(again);
        var order = new ArrayList<Id>();
        for (int i = 0; i <= circle.size(); i++) {
            order.add(circle.get((circle.indexOf(first) + i) % circle.size()));
        }
        return Cause.of(
                "dependency-cycle",
                first,
                "it waits for itself: "
                        + String.join(" → ", order.stream().map(Id::name).toList()),
                first.kind().equals("Kustomization")
                        ? "while it does, no Kustomization of that source starts on a new commit, but only at its interval"
                        : "",
                Commands.kubectl(
                        first,
                        "get " + first.kind().toLowerCase(java.util.Locale.ROOT) + " " + first.name()
                                + " -o jsonpath='{.spec.dependsOn}'"));
    }

    /** The causes, what holds up most first. */
    public List<Root> roots() {
        var roots = new ArrayList<Root>();
        causes.forEach((key, cause) -> roots.add(new Root(cause, List.copyOf(waiting.getOrDefault(key, NOBODY)))));
        roots.sort(Comparator.comparing((Root root) -> -root.waiting().size())
                .thenComparing(root -> root.cause().object())
                .thenComparing(root -> root.cause().code()));
        return roots;
    }

    /** What Flux is still at work with, and nothing is known to be wrong with. */
    public List<Id> atWork() {
        return atWork;
    }

    /** What somebody stopped. */
    public List<Id> suspended() {
        return suspended;
    }

    /** What does not work and of which git says so, with the reason that it gives. */
    public Map<Id, String> knownBroken() {
        return knownBroken;
    }

    /** How many objects were looked at. */
    public int examined() {
        return examined;
    }
}
