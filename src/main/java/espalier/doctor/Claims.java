package espalier.doctor;

import espalier.tree.Mapping;
import java.util.List;

/** Why a claim gets no volume. */
final class Claims {
    private Claims() {}

    static List<Cause> of(Mapping claim, Snapshot snapshot) {
        Id id = Id.of(claim);
        if (!Fields.text(claim, "status", "phase").equals("Pending")) {
            return List.of();
        }
        List<String> warnings = snapshot.warnings(id, "ProvisioningFailed", "FailedBinding");
        String storageClass = Fields.text(claim, "spec", "storageClassName");
        String said = warnings.isEmpty() ? "" : warnings.get(warnings.size() - 1);
        String what;
        if (said.contains("storageclass") && said.contains("not found")) {
            what = "it asks for the StorageClass " + storageClass + ", which is not there";
        } else if (storageClass.isEmpty()) {
            what = "it asks for no StorageClass, and none makes volumes for it by default";
        } else if (said.isEmpty()) {
            what = "no volume of the StorageClass " + storageClass + " came yet";
        } else {
            what = "the StorageClass " + storageClass + " could not make a volume";
        }
        return List.of(Cause.of("claim-pending", id, what, said, Commands.describe(id), snapshot.makers(claim)));
    }
}
