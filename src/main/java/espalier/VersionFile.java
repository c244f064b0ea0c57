package espalier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a cluster's images and charts, in one file that bots and people edit, and nowhere else:
 *
 * <pre>
 * images:
 *   # renovate: datasource=docker depName=ghcr.io/example/films
 *   - image: ghcr.io/example/films:1.2.3@sha256:…
 *   # renovate: datasource=docker depName=docker.io/library/redis
 *   - image: docker.io/library/redis:8.2
 *     component: cache
 *     digest: unknown
 *     because: its registry cannot be asked from here
 * charts:
 *   - chart: https://charts.example.com/films
 *     # renovate: datasource=helm registryUrl=https://charts.example.com depName=films
 *     version: 4.5.6
 * </pre>
 *
 * <p>An entry counts for whatever construct runs that image or chart, or only for those of one component, by its id. A digest that
 * nobody could look up is said to be unknown, with the reason, and an entry for what the cluster need not have says why: {@code
 * optional: REASON}. Flux's marker, {@code # {"$imagepolicy": "NAMESPACE:NAME"}}, stands
 * behind the image, and behind what is written of it.
 */
public final class VersionFile {
    private final String path;
    private final List<Pin> pins;
    private final Map<String, List<Pin>> byName = new HashMap<>();
    private final Map<String, Missing> missing = new LinkedHashMap<>();

    /**
     * Something that the file should name.
     *
     * @param what the image or the chart's address, as an entry would name it
     * @param version what the construct takes where no file says otherwise
     * @param origin the line of the construct
     */
    public record Missing(String what, String version, Origin origin) {}

    private VersionFile(String path, List<Pin> pins) {
        this.path = path;
        this.pins = pins;
        for (Pin pin : pins) {
            byName.computeIfAbsent(pin.name(), name -> new ArrayList<>(1)).add(pin);
        }
    }

    /** The file {@code resource} of the cluster at {@code root}; what is wrong with it is told there. */
    static VersionFile read(Resource resource, Node root) {
        String shown = "src/main/resources/" + resource.path();
        return new VersionFile(shown, new VersionLines(shown, root).read(root.text(resource)));
    }

    /** Where it stands in the repository. */
    public String path() {
        return path;
    }

    /** Its entries, in their order. */
    public List<Pin> pins() {
        return pins;
    }

    /** What constructs run and no entry names. */
    public Iterable<Missing> missing() {
        return missing.values();
    }

    /** The entry for {@code image} in {@code component}; null where there is none, of which nobody is told. */
    public @Nullable Pin of(String image, String component) {
        return find(ImageReference.of(image).wholeRepository(), component);
    }

    @Nullable
    Pin image(Node reader, String image) {
        String repository = ImageReference.of(image).wholeRepository();
        return use(repository, image, reader);
    }

    @Nullable
    Pin chart(Node reader, String url, String version) {
        return use(url, version, reader);
    }

    private @Nullable Pin use(String name, String version, Node reader) {
        Node unit = reader.unit();
        Pin pin = find(name, unit == null ? "" : unit.id());
        if (pin == null) {
            missing.putIfAbsent(name, new Missing(name, version, reader.origin()));
            return null;
        }
        return pin.use();
    }

    private @Nullable Pin find(String name, String component) {
        Pin found = null;
        for (Pin pin : byName.getOrDefault(name, List.of())) {
            if (pin.component().equals(component)) {
                return pin;
            }
            found = pin.component().isEmpty() ? pin : found;
        }
        return found;
    }
}
