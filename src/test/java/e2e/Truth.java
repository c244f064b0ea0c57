package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Event;
import espalier.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of objects, by what the API server told of them. */
final class Truth {
    /** As what somebody finds an object afterwards. */
    enum Fate {
        ABSENT("not made"),
        CREATED("created"),
        UNCHANGED("unchanged"),
        CHANGED("changed in place"),
        TAKEN_OVER("taken over in place"),
        ANEW("deleted and made anew"),
        GONE("deleted"),
        HANGS("its deletion hangs");

        final String words;

        Fate(String words) {
            this.words = words;
        }
    }

    private static final String OWNER = "kustomize.toolkit.fluxcd.io/";

    /** What controllers and people write besides what is applied. */
    private static final List<String> NOTES = List.of(
            "deployment.kubernetes.io/",
            "deprecated.daemonset.",
            "pv.kubernetes.io/",
            "volume.",
            "reconcile.fluxcd.io/requestedAt",
            "meta.helm.sh/",
            "helm.toolkit.fluxcd.io/");

    private final ClusterHistory history;
    private final Map<Identity, ObjectNode> before;
    private final Map<Identity, ObjectNode> now;

    Truth(ClusterHistory history) {
        this.history = history;
        this.before = history.before();
        this.now = history.now();
    }

    Map<Identity, ObjectNode> before() {
        return before;
    }

    Map<Identity, ObjectNode> now() {
        return now;
    }

    Fate of(Identity identity) {
        ObjectNode old = before.get(identity);
        ObjectNode object = now.get(identity);
        if (object == null) {
            return old == null ? Fate.ABSENT : Fate.GONE;
        }
        if (old == null) {
            return Fate.CREATED;
        }
        if (PlayedOperator.isDeleted(object)) {
            return Fate.HANGS;
        }
        if (!uid(old).equals(uid(object))) {
            return Fate.ANEW;
        }
        if (!owner(old).equals(owner(object))) {
            return Fate.TAKEN_OVER;
        }
        return said(old).equals(said(object)) ? Fate.UNCHANGED : Fate.CHANGED;
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    /** Whether the Kustomization of that name had applied it before. */
    boolean isOf(Identity identity, String kustomization) {
        ObjectNode old = before.get(identity);
        return old != null && owner(old).endsWith("/" + kustomization);
    }

    /** The Kustomization that applies it. */
    private static String owner(JsonNode object) {
        JsonNode labels = object.at("/metadata/labels");
        return labels.path(OWNER + "namespace").asText() + "/"
                + labels.path(OWNER + "name").asText();
    }

    /** What is said in it, without what the server and controllers note. */
    private static JsonNode said(JsonNode object) {
        ObjectNode said = object.deepCopy();
        said.remove("status");
        var metadata = (ObjectNode) said.path("metadata");
        metadata.remove(List.of("resourceVersion", "managedFields", "generation", "finalizers"));
        for (String notes : new String[] {"annotations", "labels"}) {
            if (metadata.path(notes) instanceof ObjectNode map) {
                var names = new ArrayList<String>();
                map.fieldNames().forEachRemaining(names::add);
                names.removeIf(name -> NOTES.stream().noneMatch(name::startsWith) && !name.startsWith(OWNER + "name"));
                map.remove(names);
                if (map.isEmpty()) {
                    metadata.remove(notes);
                }
            }
        }
        return said;
    }

    /** The versions of the store at which something of it became another thing; its status does not count. */
    List<Long> moments(Identity identity) {
        var moments = new ArrayList<Long>();
        ObjectNode last = before.get(identity);
        for (Event event : history.events(identity)) {
            boolean gone = event.type().equals("DELETED");
            boolean leaves = PlayedOperator.isDeleted(event.object());
            boolean left = last != null && PlayedOperator.isDeleted(last);
            if (gone
                    ? !left
                    : leaves != left
                            || last == null
                            || !uid(last).equals(uid(event.object()))
                            || !said(last).equals(said(event.object()))) {
                moments.add(event.version());
            }
            last = gone ? null : event.object();
        }
        return moments;
    }

    /** Since when the Kustomization is through with one of {@code commits}; the end of all time where it never was. */
    long readyAt(Identity kustomization, Set<String> commits) {
        for (Event event : history.events(kustomization)) {
            if (new Settling(Map.of(), commits, Map.of()).isThrough(event.object())) {
                return event.version();
            }
        }
        return Long.MAX_VALUE;
    }

    /** Whether all its pods are others than before, of which there were any. */
    boolean hasStartedAnew(Identity workload) {
        Set<String> old = pods(before, workload);
        Set<String> young = pods(now, workload);
        if (old.isEmpty() || young.isEmpty()) {
            return false;
        }
        young.retainAll(old);
        return young.isEmpty();
    }

    private static Set<String> pods(Map<Identity, ObjectNode> objects, Identity workload) {
        var uids = new HashSet<String>();
        objects.forEach((identity, object) -> {
            boolean here = identity.kind().equals("Pod") && identity.namespace().equals(workload.namespace());
            if (here && isOf(object, workload, objects)) {
                uids.add(uid(object));
            }
        });
        return uids;
    }

    private static boolean isOf(ObjectNode object, Identity workload, Map<Identity, ObjectNode> objects) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            String kind = owner.path("kind").asText();
            String name = owner.path("name").asText();
            if (kind.equals(workload.kind()) && name.equals(workload.name())) {
                return true;
            }
            ObjectNode set = objects.get(Identity.of("apps", kind, workload.namespace(), name));
            if (kind.equals("ReplicaSet") && set != null && isOf(set, workload, objects)) {
                return true;
            }
        }
        return false;
    }

    /** The volume of the claim that was there before. */
    Identity volume(Identity claim) {
        ObjectNode old = before.get(claim);
        return Identity.of(
                "",
                "PersistentVolume",
                "",
                old == null ? "" : old.at("/spec/volumeName").asText());
    }

    /** What Helm installed for the release, before or after. */
    Set<Identity> installed(Identity release) {
        var installed = new HashSet<Identity>();
        for (Map<Identity, ObjectNode> objects : List.of(before, now)) {
            objects.forEach((identity, object) -> {
                JsonNode labels = object.at("/metadata/labels");
                if (labels.path("helm.toolkit.fluxcd.io/name").asText().equals(release.name())
                        && labels.path("helm.toolkit.fluxcd.io/namespace")
                                .asText()
                                .equals(release.namespace())
                        && !Set.of("Pod", "ReplicaSet").contains(identity.kind())) {
                    installed.add(identity);
                }
            });
        }
        return installed;
    }
}
