package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which of the objects that a Kustomization applied keep it from being ready. */
final class Members {
    private Members() {}

    static Ailment of(Mapping kustomization, String message, Snapshot snapshot) {
        Set<Id> candidates =
                new LinkedHashSet<>(Inventory.members(kustomization).keySet());
        List<Id> named = Inventory.unhealthy(message);
        candidates.addAll(named);
        var causes = new ArrayList<Cause>();
        var waitsFor = new ArrayList<Id>();
        for (Id member : candidates) {
            Mapping object = snapshot.find(member);
            if (object == null) {
                continue;
            }
            if (Diagnosis.KINDS.contains(member.kind())) {
                if (!Fields.isReady(object) && Diagnosis.isChecked(object)) {
                    waitsFor.add(member);
                }
            } else if (Workloads.KINDS.contains(member.kind())) {
                Ailment workload = Workloads.of(object, snapshot);
                causes.addAll(workload.causes());
                waitsFor.addAll(workload.waitsFor());
            } else if (member.kind().equals("PersistentVolumeClaim")) {
                causes.addAll(Claims.of(object, snapshot));
            } else if (named.contains(member)) {
                causes.add(unhealthy(member, object, snapshot));
            }
        }
        if (causes.isEmpty() && waitsFor.isEmpty()) {
            for (Id member : named) {
                causes.add(Cause.of(
                        "unhealthy",
                        member,
                        "it did not become ready in time",
                        message,
                        Commands.describe(member),
                        List.of(member, Id.of(kustomization))));
            }
        }
        return new Ailment(causes, waitsFor);
    }

    /** An object of a kind that we know nothing of but that it has conditions. */
    private static Cause unhealthy(Id id, Mapping object, Snapshot snapshot) {
        var said = new StringBuilder();
        for (Mapping condition : Fields.list(object, "status", "conditions")) {
            if (!Fields.text(condition, "status").equals("True")) {
                said.append(said.length() == 0 ? "" : "; ")
                        .append(Fields.text(condition, "type"))
                        .append(" is ")
                        .append(Fields.text(condition, "status"))
                        .append(": ")
                        .append(Fields.text(condition, "message"));
            }
        }
        return Cause.of(
                "unhealthy",
                id,
                "it did not become ready in time",
                said.toString(),
                Commands.describe(id),
                snapshot.makers(object));
    }
}
