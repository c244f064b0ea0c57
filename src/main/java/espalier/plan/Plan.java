package espalier.plan;

import java.util.List;

/**
 * What Flux will do to a cluster between two of its trees.
 *
 * @param cluster its name
 * @param steps in the order in which Flux comes to them; what goes comes last within its Kustomization
 * @param dangers the worst first
 * @param bumps other versions of what runs
 * @param blast how far it reaches
 * @param routine whether nothing but versions changes, and none of them may break anything
 * @param precautions what a commit before could do, so that this one does less harm
 * @param order all Kustomizations that there will be, as they stand in their tree
 * @param notes what could not be compared, and why
 * @param unchanged how many objects stay as they are
 */
public record Plan(
        String cluster,
        List<Step> steps,
        List<Danger> dangers,
        List<Bump> bumps,
        Blast blast,
        boolean routine,
        List<Precaution> precautions,
        List<Turn> order,
        List<String> notes,
        int unchanged) {

    /**
     * How far a plan reaches.
     *
     * @param components the Kustomizations that do something
     * @param namespaces in which something is done
     * @param restarted whose pods start anew
     * @param waves in how many of the order's steps something happens
     * @param allWaves how many there are
     * @param definitions how many of the objects define a kind
     * @param waiting who waits for what changes, the most waited for first; the first few of them
     */
    public record Blast(
            List<String> components,
            List<String> namespaces,
            List<String> restarted,
            int waves,
            int allWaves,
            int definitions,
            List<Waiting> waiting) {}

    /**
     * Who begins with this commit only when something that it changes is ready.
     *
     * @param on the Kustomization or HelmRelease that changes
     * @param direct those that name it in their {@code dependsOn}
     * @param all how many these are with those that wait for them in turn
     */
    public record Waiting(String on, List<String> direct, int all) {}

    /**
     * When it is a Kustomization's turn.
     *
     * @param name which one
     * @param wave in which Flux comes to it, from 1
     * @param behind those that it waits for itself
     * @param isNew whether it was not there before
     * @param isSuspended whether Flux leaves it as it is
     */
    public record Turn(String name, int wave, List<String> behind, boolean isNew, boolean isSuspended) {}

    /** Whether Flux will do nothing, and nobody has to know anything. */
    public boolean isEmpty() {
        return steps.isEmpty() && notes.isEmpty() && dangers.isEmpty();
    }
}
