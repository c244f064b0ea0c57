package infra.monitoring;

import espalier.Scope;
import espalier.Text;
import espalier.tree.Mapping;

/** Something that Grafana can ask, and that is there because something feeds it. */
public interface Datasource extends Scope {
    /** Where it is asked, as {@code http://HOST:PORT}. */
    Text url();

    /** The data source as Grafana's provisioning takes it: at least {@code name}, {@code type} and {@code url}. */
    Mapping datasource();
}
