package infra.monitoring;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.rules.Rule;

/**
 * A data source of Grafana's as a file of its provisioning, in which only its address is put in: whatever else Grafana can be told
 * of it stands in the file, for all to read. A Grafana of the same namespace finds it by its label, also while it runs.
 */
public final class DatasourceFile extends Component {
    private static final String PLACE = "{{ url }}";

    private static final Rule NO_PLACE = Rule.error(
            "datasource-url",
            "The file of a data source has no place for its address",
            "Grafana would ask what the file names, and not what the cluster's class does",
            "write url: \"{{ url }}\" in the file, once");

    /**
     * Lets {@code grafana} ask {@code datasource} as {@code file} says.
     *
     * @param file in the form of Grafana's provisioning, with <code>{{ url }}</code> where the address goes
     */
    public DatasourceFile(Scope scope, String id, Viewer grafana, Datasource datasource, Resource file) {
        super(scope, id);
        grafana.asks(datasource);
        String text = node().text(file);
        int at = text.indexOf(PLACE);
        Text written = Text.of(text);
        if (at < 0 || text.indexOf(PLACE, at + 1) >= 0) {
            node().findings()
                    .report(
                            NO_PLACE,
                            node(),
                            "Tried to put the address of " + datasource.node().path() + " into " + file.path()
                                    + ", but " + PLACE + " stands there " + (at < 0 ? "nowhere" : "more than once"),
                            NO_PLACE.fix());
        } else {
            written = Text.of(text.substring(0, at), datasource.url(), text.substring(at + PLACE.length()));
        }
        Text content = written;
        new ConfigMap(this, c -> c.label("grafana_datasource", "1").value(file.fileName(), content));
    }
}
