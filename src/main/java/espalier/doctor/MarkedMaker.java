package espalier.doctor;

import espalier.marks.BrokenMark;
import espalier.tree.Mapping;

/** The Kustomization that makes an object which does not work, where git says there that it is known. */
final class MarkedMaker {
    private MarkedMaker() {}

    /** Why {@code object} does not work, and where that can be read; empty where nobody said so. */
    static String because(Mapping object, Snapshot snapshot) {
        Mapping release = snapshot.find(SourceAnalysis.owner(Id.of(object), snapshot));
        for (Id maker : snapshot.makers(release == null ? object : release)) {
            Mapping kustomization = maker.kind().equals("Kustomization") ? snapshot.find(maker) : null;
            if (kustomization != null) {
                return BrokenMark.read(key -> Fields.text(kustomization, "metadata", "annotations", key));
            }
        }
        return "";
    }
}
