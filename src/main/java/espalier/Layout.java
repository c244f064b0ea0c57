package espalier;

/**
 * Where things stand in the tree of a cluster, and what Flux calls them: a small class for each convention.
 *
 * <p>A component is applied by one Flux Kustomization, or by several parts where one must be ready before the next can be
 * applied; a stage that bundles its components is one part, and any other stage holds the Kustomizations of its components.
 * {@code part} is empty for the first or only part, then {@code config}, {@code config-2} and so on. Paths are relative to the
 * cluster's directory and have {@code /} between their parts.
 */
public interface Layout {
    /** What the Flux Kustomization of {@code node}, a stage or component, is called. */
    String kustomization(Node node, String part);

    /** The directory that the Kustomization of {@code node} applies. */
    String directory(Node node, String part);

    /** The file that holds the Kustomization of {@code node}. */
    String file(Node node, String part);

    /** {@code STAGE/COMPONENT/} beside {@code STAGE/COMPONENT.yaml}, and the Kustomization is called STAGE-COMPONENT. */
    static Layout stages() {
        return StageLayout.INSTANCE;
    }

    /**
     * {@code NAMESPACE/COMPONENT/app/} beside {@code NAMESPACE/COMPONENT/ks.yaml}, and the Kustomization is called COMPONENT:
     * the convention of many home clusters that began from one template. Within a stage, all of it stands in the
     * stage's directory.
     */
    static Layout namespaces() {
        return NamespaceLayout.INSTANCE;
    }
}
