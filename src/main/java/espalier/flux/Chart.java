package espalier.flux;

import espalier.tree.Mapping;

/** A Helm chart in a place that Flux can fetch it from. */
public interface Chart {
    /** Writes into a HelmRelease's {@code spec} where its chart comes from. */
    void writeTo(Mapping spec);
}
