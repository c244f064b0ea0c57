package espalier.marks;

import espalier.tree.Mapping;
import java.util.function.UnaryOperator;

/** What a Kustomization says in its annotations that holds what is known not to work: why, and where that can be read. */
public final class BrokenMark {
    private static final String BECAUSE = "known-broken/because";
    private static final String SOURCE = "known-broken/source";

    private BrokenMark() {}

    /** Puts it on {@code kustomization}. */
    public static void put(Mapping kustomization, String because, String source) {
        kustomization
                .child("metadata")
                .child("annotations")
                .put(BECAUSE, because)
                .put(SOURCE, source);
    }

    /**
     * Why something does not work, and where that can be read; empty where nobody said so.
     *
     * @param annotations those of its Kustomization, by their keys; empty for one that it does not have
     */
    public static String read(UnaryOperator<String> annotations) {
        String because = annotations.apply(BECAUSE);
        String source = annotations.apply(SOURCE);
        return because.isEmpty() || source.isEmpty() ? because : because + " (" + source + ")";
    }
}
