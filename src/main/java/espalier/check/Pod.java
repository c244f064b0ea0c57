package espalier.check;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import java.util.List;

/**
 * The pods of a workload. Looked up once for all checks: {@link Pods#in}.
 *
 * @param object what makes them, or the Pod itself
 * @param template what they are made of, with {@code metadata} and {@code spec}
 * @param spec of the template; empty where it has none
 * @param containers all containers, those that run first in front
 */
public record Pod(KubernetesObject object, Mapping template, Mapping spec, List<Mapping> containers) {
    /** {@code the pods of Deployment default/web}. */
    @Override
    public String toString() {
        return "the pods of " + object;
    }
}
