package espalier.check;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;

/** Where the variables of a pod's containers stand in the object that makes the pod. */
final class ContainerVariables {
    private static final String[] LISTS = {"initContainers", "containers"};

    private ContainerVariables() {}

    /** A variable with a value of its own; where it stands is put together only for those of which something is told. */
    record Variable(Pod pod, String list, Mapping container, String name, Leaf value) {
        FieldPath field() {
            return ContainerVariables.container(pod, list, container)
                    .field("env")
                    .item("name", name)
                    .field("value");
        }
    }

    /** Is told of a variable. */
    interface Reader {
        void variable(Variable variable);
    }

    static void each(Pod pod, Reader reader) {
        for (String list : LISTS) {
            for (Mapping container : Pods.mappings(pod.spec().sequence(list))) {
                for (Mapping variable : Pods.mappings(container.sequence("env"))) {
                    if (variable.get("name") instanceof Leaf name && variable.get("value") instanceof Leaf value) {
                        reader.variable(new Variable(pod, list, container, name.text(), value));
                    }
                }
            }
        }
    }

    /** The place of {@code container}, which stands in the list {@code list} of the pod. */
    static FieldPath container(Pod pod, String list, Mapping container) {
        FieldPath spec = switch (pod.object().kind()) {
            case "Pod" -> FieldPath.of("spec");
            case "CronJob" -> FieldPath.of("spec", "jobTemplate", "spec", "template", "spec");
            default -> FieldPath.of("spec", "template", "spec");
        };
        return spec.field(list).item("name", String.valueOf(container.text("name")));
    }
}
