package espalier.doctor;

import espalier.tree.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads of a cluster what a diagnosis needs, and no more: Flux's objects, then what the ailing ones applied, then its pods. */
public final class Examination {
    /** A cluster on which more is ill than that has one cause for most of it. */
    private static final int MOST_NAMESPACES = 30;

    private static final int MOST_MEMBERS = 50;
    private static final int MOST_LOGS = 10;
    private static final int LINES = 8;
    private static final int LONGEST_LINE = 200;

    private static final List<Resource> FLUX = List.of(
            new Resource("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories"),
            new Resource("source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories"),
            new Resource("source.toolkit.fluxcd.io", "v1", "Bucket", "buckets"),
            new Resource("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories"),
            new Resource("source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts"),
            new Resource("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations"),
            new Resource("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases"));

    private static final List<Resource> WORKLOADS = List.of(
            new Resource("apps", "v1", "Deployment", "deployments"),
            new Resource("apps", "v1", "StatefulSet", "statefulsets"),
            new Resource("apps", "v1", "DaemonSet", "daemonsets"),
            new Resource("batch", "v1", "Job", "jobs"),
            Resource.CLAIM);

    private final ObjectSource source;
    private final Snapshot snapshot;

    private Examination(ObjectSource source, Instant now) {
        this.source = source;
        this.snapshot = new Snapshot(now);
    }

    /** What is to be known of the cluster behind {@code source}. */
    public static Snapshot of(ObjectSource source, Instant now) throws NoAnswer {
        var examination = new Examination(source, now);
        examination.flux();
        examination.controllers();
        examination.secrets();
        examination.members();
        return examination.snapshot;
    }

    private void flux() throws NoAnswer {
        for (Resource resource : FLUX) {
            read(resource, "", "");
        }
    }

    /** Where one of Flux's own programs does not run, its objects only seem to be at work. */
    private void controllers() throws NoAnswer {
        namespace(Controllers.NAMESPACE, Set.of("Deployment"));
    }

    private void secrets() throws NoAnswer {
        for (String[] kind : SecretProviders.KINDS) {
            Resource served = source.served(kind[0], kind[1]);
            if (served != null) {
                read(served, "", "");
            }
        }
    }

    private void members() throws NoAnswer {
        Map<String, Set<String>> kinds = new TreeMap<>();
        Map<Id, String> others = new LinkedHashMap<>();
        for (Mapping kustomization : snapshot.ofKind("Kustomization")) {
            if (isWaitingForMembers(kustomization)) {
                Map<Id, String> members = Inventory.members(kustomization);
                String message = Fields.text(Fields.condition(kustomization, "Ready"), "message");
                List<Id> named = Inventory.unhealthy(message);
                var all = new LinkedHashSet<>(members.keySet());
                all.addAll(named);
                for (Id member : all) {
                    if (isWorkload(member.kind())) {
                        kinds.computeIfAbsent(member.namespace(), key -> new TreeSet<>())
                                .add(member.kind());
                    } else if (named.contains(member) && snapshot.find(member) == null) {
                        others.put(member, members.getOrDefault(member, ""));
                    }
                }
            }
        }
        for (Mapping release : snapshot.ofKind("HelmRelease")) {
            if (isWaitingForMembers(release)) {
                for (Resource resource : WORKLOADS) {
                    kinds.computeIfAbsent(Releases.namespace(release), key -> new TreeSet<>())
                            .add(resource.kind());
                }
            }
        }
        int read = 0;
        for (Map.Entry<String, Set<String>> namespace : kinds.entrySet()) {
            if (read++ < MOST_NAMESPACES) {
                namespace(namespace.getKey(), namespace.getValue());
            }
        }
        if (kinds.size() > MOST_NAMESPACES) {
            snapshot.leftOut("the pods of " + (kinds.size() - MOST_NAMESPACES) + " more namespaces");
        }
        others(others);
        masks();
        logs();
    }

    private static boolean isWorkload(String kind) {
        return Workloads.KINDS.contains(kind) || kind.equals("PersistentVolumeClaim");
    }

    /** Whether pods may be why it is not ready: a build that failed has none. */
    private static boolean isWaitingForMembers(Mapping applier) {
        if (Fields.isReady(applier) || Fields.isSuspended(applier)) {
            return false;
        }
        String reason = Fields.text(Fields.condition(applier, "Ready"), "reason");
        return !Set.of(
                        "",
                        "BuildFailed",
                        "ArtifactFailed",
                        "DependencyNotReady",
                        "ReconciliationFailed",
                        "SourceNotReady",
                        "ValuesError")
                .contains(reason);
    }

    private void namespace(String namespace, Set<String> kinds) throws NoAnswer {
        var asked = new ArrayList<Resource>();
        for (Resource resource : WORKLOADS) {
            if (kinds.contains(resource.kind())) {
                asked.add(resource);
            }
        }
        boolean ill = false;
        for (Resource resource : asked) {
            read(resource, namespace, "");
            for (Mapping object : snapshot.ofKind(resource.kind())) {
                ill |= Id.of(object).namespace().equals(namespace)
                        && (resource.equals(Resource.CLAIM)
                                ? Fields.text(object, "status", "phase").equals("Pending")
                                : !Workloads.isHealthy(object));
            }
        }
        if (ill) {
            read(Resource.POD, namespace, "");
            read(Resource.EVENT, namespace, "type=Warning");
            if (!asked.contains(Resource.CLAIM)) {
                read(Resource.CLAIM, namespace, "");
            }
        }
    }

    private void others(Map<Id, String> others) throws NoAnswer {
        int read = 0;
        for (Map.Entry<Id, String> other : others.entrySet()) {
            Resource served = read++ < MOST_MEMBERS
                    ? source.served(other.getValue(), other.getKey().kind())
                    : null;
            if (served != null) {
                try {
                    Mapping object = source.get(
                            served, other.getKey().namespace(), other.getKey().name());
                    if (object != null) {
                        snapshot.add(object);
                    }
                } catch (Refused e) {
                    snapshot.refused(e.right());
                }
            }
        }
    }

    private void logs() throws NoAnswer {
        int read = 0;
        for (Mapping pod : List.copyOf(snapshot.ofKind("Pod"))) {
            for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
                for (Mapping status : Fields.list(pod, "status", list)) {
                    boolean loops =
                            Fields.text(status, "state", "waiting", "reason").equals("CrashLoopBackOff");
                    if (loops && read++ < MOST_LOGS) {
                        log(Id.of(pod), Fields.text(status, "name"));
                    }
                }
            }
        }
    }

    /** A pod that fails may say what it knows. */
    private void masks() throws NoAnswer {
        var secrets = new PodSecrets(source);
        for (Mapping pod : List.copyOf(snapshot.ofKind("Pod"))) {
            if (speaks(pod) || !snapshot.warnings(Id.of(pod), "Unhealthy").isEmpty()) {
                snapshot.mask(Id.of(pod), secrets.mask(pod));
            }
        }
    }

    /** Whether one of its containers has run and ended, or runs and is not ready. */
    private static boolean speaks(Mapping pod) {
        for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (Mapping status : Fields.list(pod, "status", list)) {
                if (Fields.mapping(status, "lastState", "terminated") != null
                        || Fields.mapping(status, "state", "terminated") != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private void log(Id pod, String container) throws NoAnswer {
        try {
            var lines = new ArrayList<String>();
            for (String line : source.lastWords(pod.namespace(), pod.name(), container, LINES)
                    .split("\n")) {
                if (!line.isBlank()) {
                    String said = snapshot.masked(pod, line); // before it is cut: of a piece nobody could tell
                    lines.add(
                            "| " + (said.length() <= LONGEST_LINE ? said : said.substring(0, LONGEST_LINE - 1) + "…"));
                }
            }
            snapshot.lastWords(pod.namespace(), pod.name(), container, lines);
        } catch (Refused e) {
            snapshot.refused(e.right());
        }
    }

    private void read(Resource resource, String namespace, String fields) throws NoAnswer {
        try {
            for (Mapping object : source.list(resource, namespace, fields)) {
                snapshot.add(object);
            }
            if (namespace.isEmpty()) {
                snapshot.allOf(resource.kind());
            }
        } catch (Refused e) {
            snapshot.refused(e.right());
        }
    }
}
