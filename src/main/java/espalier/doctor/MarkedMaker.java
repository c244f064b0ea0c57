package espalier.doctor;

import espalier.tree.Mapping;
import java.util.function.UnaryOperator;

/** What git says of an object that does not work: its Kustomization carries the reason in its annotations. */
public final class KnownBroken {
    private KnownBroken() {}

    /** Why {@code object} does not work, and where that can be read; empty where nobody said so. */
    static String because(Mapping object, Snapshot snapshot) {
        Mapping release = snapshot.find(SourceAnalysis.owner(Id.of(object), snapshot));
        for (Id maker : snapshot.makers(release == null ? object : release)) {
            Mapping kustomization = maker.kind().equals("Kustomization") ? snapshot.find(maker) : null;
            if (kustomization != null) {
                return because(key -> Fields.text(kustomization, "metadata", "annotations", key));
            }
        }
        return "";
    }

    /**
     * Why something does not work, and where that can be read; empty where nobody said so.
     *
     * @param annotations those of its Kustomization, by their keys; empty for one that it does not have
     */
    public static String because(UnaryOperator<String> annotations) {
        String because = annotations.apply("known-broken/because");
        String source = annotations.apply("known-broken/source");
        return because.isEmpty() || source.isEmpty() ? because : because + " (" + source + ")";
    }
}
