package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** What an object's {@code dependsOn} has to do with its ailment. */
final class Dependencies {
    private Dependencies() {}

    static Ailment of(Mapping object, Snapshot snapshot) {
        Id id = Id.of(object);
        var causes = new ArrayList<Cause>();
        var waitsFor = new ArrayList<Id>();
        for (Mapping reference : Fields.list(object, "spec", "dependsOn")) {
            Id other = Id.of(reference, id.kind(), id.namespace());
            if (other == null) {
                continue;
            }
            Mapping found = snapshot.find(other);
            if (snapshot.isMissing(other)) {
                causes.add(Cause.of(
                        "dependency-missing",
                        other,
                        "others depend on it, but it is not there",
                        "",
                        Commands.kubectl(
                                id,
                                "get " + id.kind().toLowerCase(java.util.Locale.ROOT) + " " + id.name()
                                        + " -o jsonpath='{.spec.dependsOn}'"),
                        List.of(id)));
            } else if (found != null && (!Fields.isReady(found) || Fields.isSuspended(found))) {
                waitsFor.add(other);
            }
        }
        return new Ailment(causes, waitsFor);
    }
}
