package infra.monitoring;

import espalier.Scope;
import espalier.tree.Mapping;

/** Something that Grafana can ask, and that is there because something feeds it. */
public interface Datasource extends Scope {
    /** The data source as Grafana's provisioning takes it: at least {@code name}, {@code type} and {@code url}. */
    Mapping datasource();
}
