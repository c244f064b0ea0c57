package espalier.kubernetes;

import java.util.function.Consumer;

/** A pod to which steps can be added that run before its containers start, whoever makes the pod. */
public interface InitContainers {
    /** Whether an init container of this name is there already. */
    boolean hasInitContainer(String name);

    /** A container that runs to its end before the others start; several run one after another. */
    InitContainers initContainer(String name, String image, Consumer<Container> configure);
}
