package espalier.flux;

import espalier.Node;
import espalier.tree.Mapping;

/** A Helm chart in a place that Flux can fetch it from. */
public interface Chart {
    /** Writes into the {@code spec} of {@code release}, a HelmRelease, where its chart comes from. */
    void writeTo(Mapping spec, Node release);
}
