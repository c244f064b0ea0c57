package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.tree.Mapping;
import java.util.List;

/**
 * What a selector can find.
 *
 * @param object itself, or what makes it
 * @param namespace empty for what stands in none
 * @param labels of the pods, where it makes some
 * @param ports what has its ports: a Service's {@code spec}, the containers of pods
 */
public record Labelled(KubernetesObject object, String namespace, Mapping labels, List<Mapping> ports) {
    static Labelled itself(KubernetesObject object) {
        Mapping metadata = object.body().mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        Mapping spec = object.body().mapping("spec");
        return new Labelled(
                object,
                object.namespace(),
                labels == null ? new Mapping() : labels,
                spec == null ? List.of() : List.of(spec));
    }

    static Labelled of(Pod pod) {
        Mapping metadata = pod.template().mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        String namespace = pod.object().namespace();
        return new Labelled(pod.object(), namespace, labels == null ? new Mapping() : labels, pod.containers());
    }
}
