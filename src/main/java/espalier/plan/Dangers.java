package espalier.plan;

import espalier.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Takes what the judges find, each thing once. */
final class Dangers {
    private final LinkedHashSet<Danger> found = new LinkedHashSet<>();

    void add(Danger.Sort sort, Identity object, String text) {
        found.add(new Danger(sort, object, text));
    }

    /** The worst first, otherwise as they were found. */
    List<Danger> sorted() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Danger::sort));
        return sorted;
    }
}
