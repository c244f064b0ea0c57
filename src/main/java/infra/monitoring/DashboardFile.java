package infra.monitoring;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.kubernetes.ConfigMap;

/** A dashboard as a file, as Grafana exports it; a Grafana of the cluster finds it by its label, also while it runs. */
public final class DashboardFile extends Component {
    /** Shows {@code file}, in JSON, which names the data sources that it asks by their {@code uid}. */
    public DashboardFile(Scope scope, String id, Resource file) {
        super(scope, id);
        new ConfigMap(this, c -> c.label("grafana_dashboard", "1").file(file.fileName(), file));
    }
}
