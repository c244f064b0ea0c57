package espalier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the workloads of an app reach the cluster, where not each as an object of its own: the platform's answer to every construct
 * that runs pods.
 *
 * <p>A construct makes its objects as on any cluster. What a {@link Carrier} takes in remains an object for references, checks,
 * policies and patches, and gets no file: the release that carries it says the same in its values.
 */
public interface Packaging extends Answer {
    /** The labels that a release gives what it carries; the cluster has no others, so that selectors are true before anything is carried. */
    LabelConvention labels();

    /**
     * Makes in {@code app}, a component, what shall carry its workloads, when all constructs are there.
     *
     * @return null where it has none
     */
    @Nullable
    Carrier prepare(Scope app);

    /** What carries objects of one component. */
    interface Carrier {
        /**
         * Takes in what it can of {@code objects}, all that the component makes, as they were patched, by {@link
         * KubernetesObject#carriedBy}; what it must take in and cannot is a finding.
         */
        void carry(List<KubernetesObject> objects);
    }
}
