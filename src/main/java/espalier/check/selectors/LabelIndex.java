package espalier.check.selectors;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a selector matches without asking everything that has labels. */
public final class LabelIndex {
    private static final int FEW = 4;

    private final Map<String, List<Labelled>> byNamespace = new HashMap<>();
    /** By the value of a label, whatever its key and namespace: it differs more, and is found in one look. */
    private final Map<String, List<Labelled>> byValue = new HashMap<>();

    /** What was found for selectors of which many are candidates: what finds much is said often. */
    private final Map<String, Map<Selector, List<Labelled>>> matches = new HashMap<>();

    void add(Labelled labelled) {
        byNamespace
                .computeIfAbsent(labelled.namespace(), n -> new ArrayList<>())
                .add(labelled);
        Mapping labels = labelled.labels();
        for (int i = 0; i < labels.size(); i++) {
            add(labelled, text(labels, i));
        }
    }

    private void add(Labelled labelled, String value) {
        List<Labelled> same = byValue.get(value);
        if (same == null) {
            same = new ArrayList<>(1);
            byValue.put(value, same);
        }
        if (same.isEmpty() || same.get(same.size() - 1).object() != labelled.object()) {
            same.add(labelled);
        }
    }

    private static String text(Mapping labels, int index) {
        return labels.valueAt(index) instanceof Leaf leaf ? leaf.text() : "null";
    }

    /** Everything of {@code namespace} that {@code selector} matches. */
    public List<Labelled> matches(String namespace, Selector selector) {
        List<Labelled> candidates = candidates(namespace, selector);
        return candidates.size() <= FEW
                ? matches(namespace, selector, candidates)
                : matches.computeIfAbsent(namespace, n -> new HashMap<>())
                        .computeIfAbsent(selector, s -> matches(namespace, s, candidates));
    }

    /** What has the rarest of the labels that {@code selector} asks for. */
    private List<Labelled> candidates(String namespace, Selector selector) {
        List<Labelled> candidates = byNamespace.getOrDefault(namespace, List.of());
        Mapping wanted = selector.labels();
        for (int i = 0; i < wanted.size() && !candidates.isEmpty(); i++) {
            List<Labelled> labelled = byValue.getOrDefault(text(wanted, i), List.of());
            candidates = labelled.size() < candidates.size() ? labelled : candidates;
        }
        return candidates;
    }

    private static List<Labelled> matches(String namespace, Selector selector, List<Labelled> candidates) {
        var found = new ArrayList<Labelled>(1);
        for (Labelled candidate : candidates) {
            if (candidate.namespace().equals(namespace) && selector.matches(candidate.labels())) {
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
