package espalier.flux;

import espalier.Answer;
import espalier.Component;
import espalier.Scope;

/** From where a cluster's releases take charts that are published in several ways. */
public interface Charts extends Answer {
    /** Each release from a source of its own, made beside it: the way of a cluster that says nothing else. */
    Charts OWN = (release, name, chart) -> chart.fromFirst(release, name);

    /**
     * Each release from an OCIRepository of its own, also where two releases run the same chart. A chart that is published in no
     * registry of OCI artifacts is taken as its publisher offers it.
     */
    Charts OWN_OCI = (release, name, chart) -> chart.fromRegistry(release, name);

    /**
     * The source of {@code chart} for one release.
     *
     * @param release where a source of its own is made
     * @param name of the release's object
     */
    Chart source(Scope release, String name, PublishedChart chart);

    /**
     * Whether the cluster lists who publishes {@code chart}: then what that is about is installed by it, and by objects of our own
     * elsewhere, which is the default.
     */
    default boolean lists(PublishedChart chart) {
        return false;
    }

    /** Whether the cluster of {@code app} lists who publishes {@code chart}; asked when the tree is complete. */
    static boolean areListed(Component app, PublishedChart chart) {
        Charts charts = app.node().answer(Charts.class);
        return charts != null && charts.lists(chart);
    }
}
