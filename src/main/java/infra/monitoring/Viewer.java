package infra.monitoring;

import espalier.Scope;

/** A Grafana, which shows what others measure, wherever it comes from. */
public interface Viewer extends Scope {
    /** Lets it ask {@code datasource}. */
    Viewer show(Datasource datasource);

    /** Gives it a dashboard of grafana.com. */
    Viewer show(Dashboard dashboard);

    /** Notes that it asks {@code datasource}, for the drawing of the cluster. */
    default void asks(Datasource datasource) {
        datasource.node().flow("answers", node());
    }
}
