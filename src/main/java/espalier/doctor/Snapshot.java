package espalier.doctor;

import espalier.hidden.Mask;
import espalier.tree.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was read of a cluster. */
public final class Snapshot {
    private static final String WITHHELD =
            "(what it wrote is not shown: this user may not read the Secrets whose values it may hold)";

    private final Instant now;
    private final Map<Id, Mapping> objects = new LinkedHashMap<>();
    private final Map<String, List<Mapping>> byKind = new HashMap<>();
    private final Map<String, List<Mapping>> events = new HashMap<>();
    private final Map<String, List<String>> lastWords = new HashMap<>();
    private final Map<Id, @Nullable Mask> masks = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final SortedSet<Right> refused = new TreeSet<>();
    private final List<String> leftOut = new ArrayList<>();

    /** @param now what is later than that has not come yet */
    public Snapshot(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Takes an object in. Of a Secret nothing but its name is ever needed, and nothing else is kept. */
    public Snapshot add(Mapping object) {
        Id id = Id.of(object);
        if (id.kind().equals("Secret")) {
            return this;
        }
        if (id.kind().equals("Event")) {
            Id about = Id.of(Fields.mapping(object, "involvedObject"), "", id.namespace());
            if (about != null) {
                events.computeIfAbsent(about.namespace(), key -> new ArrayList<>())
                        .add(object);
            }
        } else if (objects.put(id, object) == null) {
            byKind.computeIfAbsent(id.kind(), key -> new ArrayList<>()).add(object);
        }
        return this;
    }

    /** Says that all objects of a kind were taken in, so that one which is not here does not exist. */
    public Snapshot allOf(String kind) {
        whole.add(kind);
        return this;
    }

    /** What a container wrote before it ended. */
    public Snapshot lastWords(String namespace, String pod, String container, List<String> lines) {
        lastWords.put(namespace + "/" + pod + "/" + container, lines);
        return this;
    }

    List<String> lastWords(Id pod, String container) {
        return lastWords.getOrDefault(pod.namespace() + "/" + pod.name() + "/" + container, List.of());
    }

    /** What is taken out of what a pod says; null for all of it. */
    void mask(Id pod, @Nullable Mask mask) {
        masks.put(pod, mask);
    }

    /** {@code text}, which the pod may have written itself, without the values that it knows. */
    String masked(Id pod, String text) {
        Mask mask = masks.containsKey(pod) ? masks.get(pod) : Mask.NONE;
        return mask == null ? WITHHELD : mask.over(text);
    }

    void refused(Right right) {
        refused.add(right);
    }

    void leftOut(String what) {
        leftOut.add(what);
    }

    /** What this user may not see, so that nothing is known of it. */
    public SortedSet<Right> refused() {
        return refused;
    }

    /** What was not read for there being too much of it. */
    public List<String> leftOut() {
        return leftOut;
    }

    @Nullable
    Mapping find(Id id) {
        return objects.get(id);
    }

    /** Whether it is known that there is no such object. */
    boolean isMissing(Id id) {
        return !objects.containsKey(id) && whole.contains(id.kind());
    }

    List<Mapping> ofKind(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /**
     * What a person means by a name among Flux's objects: several where it is that of several.
     *
     * @param name may have its kind or its namespace in front, as {@code helmrelease/cilium}
     */
    public List<Id> named(String name) {
        int slash = name.lastIndexOf('/');
        String scope = slash < 0 ? "" : name.substring(0, slash);
        var found = new ArrayList<Id>();
        for (Id id : objects.keySet()) {
            boolean meant = id.name().equals(name.substring(slash + 1))
                    && Diagnosis.KINDS.contains(id.kind())
                    && (scope.isEmpty() || scope.equalsIgnoreCase(id.kind()) || scope.equals(id.namespace()));
            if (meant) {
                found.add(id);
            }
        }
        return found;
    }

    /** Where Kustomizations find their files in a repository, without {@code ./}. */
    public List<String> paths() {
        var paths = new ArrayList<String>();
        for (Mapping kustomization : ofKind("Kustomization")) {
            String path = Fields.text(kustomization, "spec", "path");
            paths.add(path.startsWith("./") ? path.substring(2) : path);
        }
        return paths;
    }

    /** The warnings about an object, the latest last. */
    List<String> warnings(Id about, String... reasons) {
        var found = new ArrayList<String>();
        for (Mapping event : events.getOrDefault(about.namespace(), List.of())) {
            boolean meant = about.equals(Id.of(Fields.mapping(event, "involvedObject"), "", about.namespace()))
                    && List.of(reasons).contains(Fields.text(event, "reason"));
            if (meant) {
                found.add(Fields.text(event, "message"));
            }
        }
        return found;
    }

    /** The warnings about the ReplicaSets of a Deployment, or about a workload itself, that a pod could not be made. */
    List<String> failedCreations(Id workload) {
        var found = new ArrayList<String>();
        for (Mapping event : events.getOrDefault(workload.namespace(), List.of())) {
            Id about = Id.of(Fields.mapping(event, "involvedObject"), "", workload.namespace());
            boolean ours = about != null
                    && (about.equals(workload)
                            || about.kind().equals("ReplicaSet") && about.name().startsWith(workload.name() + "-"));
            if (ours && Fields.text(event, "reason").equals("FailedCreate")) {
                found.add(Fields.text(event, "message"));
            }
        }
        return found;
    }

    /** The object, then who applied it: what may stand in the Java, the nearest first. */
    List<Id> makers(Mapping object) {
        var makers = new ArrayList<Id>();
        makers.add(Id.of(object));
        for (String[] maker : new String[][] {
            {"HelmRelease", "helm.toolkit.fluxcd.io"}, {"Kustomization", "kustomize.toolkit.fluxcd.io"}
        }) {
            String name = Fields.text(object, "metadata", "labels", maker[1] + "/name");
            if (!name.isEmpty()) {
                makers.add(new Id(maker[0], Fields.text(object, "metadata", "labels", maker[1] + "/namespace"), name));
            }
        }
        String release = Fields.text(object, "metadata", "annotations", "meta.helm.sh/release-name");
        for (Mapping candidate : release.isEmpty() ? List.<Mapping>of() : ofKind("HelmRelease")) {
            if (Releases.made(candidate, object)) {
                makers.add(Id.of(candidate));
            }
        }
        return makers;
    }
}
