package espalier.check.selectors;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a selector matches without asking everything that has labels. */
public final class LabelIndex {
    private final Map<String, List<Labelled>> byNamespace = new HashMap<>();
    private final Map<String, List<Labelled>> byLabel = new HashMap<>();
    private final Map<String, Map<Selector, List<Labelled>>> matches = new HashMap<>();

    void add(Labelled labelled) {
        byNamespace
                .computeIfAbsent(labelled.namespace(), n -> new ArrayList<>())
                .add(labelled);
        Mapping labels = labelled.labels();
        for (int i = 0; i < labels.size(); i++) {
            String label = label(labelled.namespace(), labels.keyAt(i), labels);
            byLabel.computeIfAbsent(label, l -> new ArrayList<>(1)).add(labelled);
        }
    }

    private static String label(String namespace, String key, Mapping labels) {
        return namespace + " " + key + "=" + labels.text(key);
    }

    /** Everything of {@code namespace} that {@code selector} matches; looked for once, since one that finds much is said often. */
    public List<Labelled> matches(String namespace, Selector selector) {
        return matches.computeIfAbsent(namespace, n -> new HashMap<>())
                .computeIfAbsent(selector, s -> find(namespace, s));
    }

    private List<Labelled> find(String namespace, Selector selector) {
        List<Labelled> candidates = byNamespace.getOrDefault(namespace, List.of());
        Mapping wanted = selector.labels();
        for (int i = 0; i < wanted.size(); i++) {
            List<Labelled> labelled = byLabel.getOrDefault(label(namespace, wanted.keyAt(i), wanted), List.of());
            candidates = labelled.size() < candidates.size() ? labelled : candidates;
        }
        var found = new ArrayList<Labelled>(1);
        for (Labelled candidate : candidates) {
            if (selector.matches(candidate.labels())) {
                found.add(candidate);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** A label that something of {@code namespace} has and that {@code selector} must have meant, as {@code key: value}. */
    @Nullable
    String slip(String namespace, Selector selector) {
        for (Labelled candidate : byNamespace.getOrDefault(namespace, List.of())) {
            String slip = selector.slip(candidate.labels());
            if (slip != null) {
                return slip;
            }
        }
        return null;
    }
}
