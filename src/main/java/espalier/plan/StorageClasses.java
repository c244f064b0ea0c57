package espalier.plan;

import org.jspecify.annotations.Nullable;

/** The classes of claims, as far as git has them. */
final class StorageClasses {
    private static final String USUAL = "storageclass.kubernetes.io/is-default-class";

    private StorageClasses() {}

    /** Of {@code claim}; null for one that stands elsewhere, and for a claim that wants none: it takes a volume that is there. */
    static @Nullable Placed of(Placed claim, Side side) {
        String name = Paths.text(claim.body(), "spec", "storageClassName");
        if (!name.isEmpty()) {
            return side.get("storage.k8s.io", "StorageClass", "", name);
        }
        if (Paths.at(claim.body(), "spec", "storageClassName") != null) {
            return null;
        }
        for (Placed each : side.in("")) {
            boolean usual =
                    Paths.text(each.body(), "metadata", "annotations", USUAL).equals("true");
            if (each.is("StorageClass") && usual) {
                return each;
            }
        }
        return null;
    }
}
