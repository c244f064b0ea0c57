package espalier.catalog;

import static espalier.ReferenceField.service;
import static espalier.catalog.Usual.AT_ONCE;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.tree.Mapping;
import java.time.Duration;
import java.util.List;

/** What runs pods by a template. */
final class WorkloadKinds {
    private static final String TEMPLATE = "spec.template.spec";

    /** More pods than that are not named one by one: nobody refers to the claim of one of them. */
    private static final int MOST_PODS = 50;

    private WorkloadKinds() {}

    static List<Kind> apps() {
        return List.of(
                Kind.of("apps", "Deployment").names(PodFields.of(TEMPLATE)),
                Kind.of("apps", "DaemonSet").names(PodFields.of(TEMPLATE)),
                Kind.of("apps", "ReplicaSet").names(PodFields.of(TEMPLATE)),
                Kind.of("apps", "StatefulSet")
                        .names(PodFields.of(TEMPLATE))
                        .names(
                                service("spec.serviceName").mentioned(),
                                storageClass("spec.volumeClaimTemplates[].spec.storageClassName"))
                        .makes(WorkloadKinds::claims),
                Usual.atOnce("apps", "ControllerRevision"));
    }

    static List<Kind> batch() {
        return List.of(
                Kind.of("batch", "Job").readyWithin(Duration.ofMinutes(10)).names(PodFields.of(TEMPLATE)),
                Kind.of("batch", "CronJob").readyWithin(AT_ONCE).names(PodFields.of("spec.jobTemplate." + TEMPLATE)));
    }

    /** A claim for each pod and template: {@code TEMPLATE-NAME-0}. */
    private static void claims(KubernetesObject set, Made made) {
        List<Mapping> templates = Usual.mappings(set, "spec", "volumeClaimTemplates");
        int first = number(set, 0, "spec", "ordinals", "start");
        int pods = Math.min(number(set, 1, "spec", "replicas"), MOST_PODS);
        for (Mapping template : templates) {
            Mapping metadata = template.mapping("metadata");
            String name = metadata == null ? null : metadata.text("name");
            for (int i = 0; name != null && i < pods; i++) {
                made.object("", "PersistentVolumeClaim", set.namespace(), name + "-" + set.name() + "-" + (first + i));
            }
        }
    }

    private static int number(KubernetesObject object, int otherwise, String... keys) {
        try {
            return Integer.parseInt(Usual.text(object, "", keys));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
