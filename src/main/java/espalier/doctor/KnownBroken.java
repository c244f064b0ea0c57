package espalier.doctor;

import espalier.tree.Mapping;

/** What git says of an object that does not work: its Kustomization carries the reason in its annotations. */
final class KnownBroken {
    private KnownBroken() {}

    /** Why {@code object} does not work, and where that can be read; empty where nobody said so. */
    static String because(Mapping object, Snapshot snapshot) {
        Mapping release = snapshot.find(SourceAnalysis.owner(Id.of(object), snapshot));
        for (Id maker : snapshot.makers(release == null ? object : release)) {
            Mapping kustomization = maker.kind().equals("Kustomization") ? snapshot.find(maker) : null;
            if (kustomization != null) {
                String because = annotation(kustomization, "because");
                String source = annotation(kustomization, "source");
                return because.isEmpty() || source.isEmpty() ? because : because + " (" + source + ")";
            }
        }
        return "";
    }

    private static String annotation(Mapping object, String which) {
        return Fields.text(object, "metadata", "annotations", "known-broken/" + which);
    }
}
