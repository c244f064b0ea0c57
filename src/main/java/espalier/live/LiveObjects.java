package espalier.live;

import espalier.doctor.NoAnswer;
import espalier.doctor.ObjectSource;
import espalier.doctor.OutOfTime;
import espalier.doctor.Refused;
import espalier.doctor.Resource;
import espalier.doctor.Right;
import espalier.json.JsonReader;
import espalier.tree.Mapping;
import espalier.tree.Value;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of a running cluster as plain trees, a page at a time. */
final class LiveObjects implements ObjectSource {
    private static final int PAGE = 500;
    private static final int MOST_BYTES = 8192;

    private final KubernetesClient client;
    private final String cluster;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private final Map<String, List<Resource>> served = new HashMap<>();
    private @Nullable Map<String, String> versions;
    private int calls;

    /** @param timeout for all questions together */
    LiveObjects(KubernetesClient client, String cluster, Duration timeout) {
        this.client = client;
        this.cluster = cluster;
        this.timeout = timeout;
    }

    @Override
    public List<Mapping> list(Resource resource, String namespace, String fields) throws Refused, NoAnswer {
        String path = path(resource, namespace) + "?limit=" + PAGE
                + (fields.isEmpty() ? "" : "&fieldSelector=" + encoded(fields));
        var objects = new ArrayList<Mapping>();
        String next = "";
        do {
            Mapping page = object(path + (next.isEmpty() ? "" : "&continue=" + encoded(next)), right(resource, "list"));
            if (page == null) {
                return objects;
            }
            if (page.sequence("items") != null) {
                for (Value item : page.sequence("items")) {
                    objects.add(typed((Mapping) item, resource));
                }
            }
            Mapping metadata = page.mapping("metadata");
            String more = metadata == null ? null : metadata.text("continue");
            next = more == null ? "" : more;
        } while (!next.isEmpty());
        return objects;
    }

    /** In a list the objects do not say of what kind they are. */
    private static Mapping typed(Mapping object, Resource resource) {
        return object.has("kind") ? object : object.put("kind", resource.kind());
    }

    @Override
    public @Nullable Mapping get(Resource resource, String namespace, String name) throws Refused, NoAnswer {
        return object(path(resource, namespace) + "/" + name, right(resource, "get"));
    }

    @Override
    public @Nullable Resource served(String group, String kind) throws NoAnswer {
        String version = group.isEmpty() ? "v1" : versions().get(group);
        if (version == null) {
            return null;
        }
        List<Resource> known = served.get(group);
        if (known == null) {
            known = new ArrayList<>();
            String base = new Resource(group, version, "", "").base();
            Mapping list = discovered(base);
            if (list != null && list.sequence("resources") != null) {
                for (Value each : list.sequence("resources")) {
                    Mapping resource = (Mapping) each;
                    known.add(new Resource(group, version, text(resource, "kind"), text(resource, "name")));
                }
            }
            served.put(group, known);
        }
        for (Resource resource : known) {
            if (resource.kind().equals(kind) && resource.plural().indexOf('/') < 0) {
                return resource;
            }
        }
        return null;
    }

    /** What kinds there are; everybody may ask that, but where somebody took the right away, no kind is known. */
    private @Nullable Mapping discovered(String path) throws NoAnswer {
        try {
            return object(path, new Right("", "", "get"));
        } catch (Refused e) {
            return null;
        }
    }

    private Map<String, String> versions() throws NoAnswer {
        if (versions == null) {
            versions = new HashMap<>();
            Mapping groups = discovered("/apis");
            if (groups != null && groups.sequence("groups") != null) {
                for (Value each : groups.sequence("groups")) {
                    Mapping group = (Mapping) each;
                    Mapping preferred = group.mapping("preferredVersion");
                    versions.put(text(group, "name"), preferred == null ? "" : text(preferred, "version"));
                }
            }
        }
        return versions;
    }

    @Override
    public String lastWords(String namespace, String pod, String container, int lines) throws Refused, NoAnswer {
        String path = "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log?previous=true&container=" + container
                + "&tailLines=" + lines + "&limitBytes=" + MOST_BYTES;
        try {
            String log = raw(path, new Right("", "pods/log", "get"));
            return log == null ? "" : whole(log);
        } catch (NoAnswer e) {
            return ""; // the node or the container is gone, and its log with it
        }
    }

    /** Without a last line that was cut: a piece of a value could not be told for one. */
    private static String whole(String log) {
        int end = log.lastIndexOf('\n');
        return log.length() < MOST_BYTES || end < 0 ? log : log.substring(0, end);
    }

    private static String path(Resource resource, String namespace) {
        return resource.base() + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource.plural();
    }

    private static Right right(Resource resource, String verb) {
        return new Right(resource.group(), resource.plural(), verb);
    }

    private @Nullable Mapping object(String path, Right right) throws Refused, NoAnswer {
        String text = raw(path, right);
        return text == null ? null : (Mapping) JsonReader.read(text);
    }

    private @Nullable String raw(String path, Right right) throws Refused, NoAnswer {
        if (System.nanoTime() - start > timeout.toNanos()) {
            throw new OutOfTime("after " + timeout.toSeconds() + " s and " + calls + " calls there was more to ask");
        }
        calls++;
        try {
            return client.raw(path);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return null;
            }
            if (e.getCode() == 403) {
                throw new Refused(right);
            }
            LiveException told = LiveException.of(e, cluster);
            throw new NoAnswer(String.valueOf(told.getMessage()), told);
        }
    }

    private static String text(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public int calls() {
        return calls;
    }
}
