package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.KubernetesApi.Event;
import espalier.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that becomes of the objects of some kinds, from the API server's watches. The order of events is that of its store. */
final class ClusterHistory {
    private final KubernetesApi api;
    private final TreeSet<String> kinds;
    private final Map<Identity, ObjectNode> now = new HashMap<>();
    private final Map<Identity, List<Event>> events = new HashMap<>();
    private Map<Identity, ObjectNode> before = Map.of();
    private @Nullable Event broken;

    /** @param kinds each an {@code apiVersion} and a kind, with a space between them */
    ClusterHistory(KubernetesApi api, TreeSet<String> kinds) {
        this.api = api;
        this.kinds = kinds;
        for (String each : kinds) {
            String[] kind = each.split(" ");
            Await.until(30, () -> api.serves(kind[0], kind[1]), () -> "there is no kind " + each);
            ObjectNode listing = api.listing(kind[0], kind[1]);
            items(kind, listing).forEach(object -> see(new Event("ADDED", object)));
            api.watch(kind[0], kind[1], listing.at("/metadata/resourceVersion").asText(), this::see);
        }
    }

    static Identity identity(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return Identity.of(
                Identity.groupOf(object.path("apiVersion").asText()),
                object.path("kind").asText(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText());
    }

    private static List<ObjectNode> items(String[] kind, JsonNode listing) {
        var items = new ArrayList<ObjectNode>();
        listing.path("items")
                .forEach(item ->
                        items.add(((ObjectNode) item).put("apiVersion", kind[0]).put("kind", kind[1])));
        return items;
    }

    private synchronized void see(Event event) {
        if (event.version() == 0) {
            broken = event;
            return;
        }
        Identity identity = identity(event.object());
        events.computeIfAbsent(identity, key -> new ArrayList<>()).add(event);
        if (event.type().equals("DELETED")) {
            now.remove(identity);
        } else {
            now.put(identity, event.object());
        }
    }

    /** From here on it is after; what is there now is before. */
    synchronized void mark() {
        before = Map.copyOf(now);
        events.clear();
    }

    synchronized Map<Identity, ObjectNode> before() {
        return before;
    }

    synchronized Map<Identity, ObjectNode> now() {
        return Map.copyOf(now);
    }

    /** What became of one since {@link #mark}. */
    synchronized List<Event> events(Identity identity) {
        return List.copyOf(events.getOrDefault(identity, List.of()));
    }

    /** Whether the watches have told all that is in the server at this moment. */
    boolean hasCaughtUp() {
        var there = new HashMap<Identity, String>();
        for (String each : kinds) {
            String[] kind = each.split(" ");
            if (api.serves(kind[0], kind[1])) {
                items(kind, api.listing(kind[0], kind[1]))
                        .forEach(object -> there.put(identity(object), version(object)));
            }
        }
        synchronized (this) {
            if (broken != null) {
                throw new AssertionError("the API server broke off a watch: " + broken.object());
            }
            var seen = new HashMap<Identity, String>();
            now.forEach((identity, object) -> seen.put(identity, version(object)));
            return seen.equals(there);
        }
    }

    private static String version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }
}
