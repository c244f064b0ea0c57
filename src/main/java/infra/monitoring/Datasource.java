package infra.monitoring;

import espalier.Scope;
import espalier.Text;
import espalier.tree.Mapping;
import java.util.Locale;

/** Something that Grafana can ask, and that is there because something feeds it. */
public interface Datasource extends Scope {
    /** Where it is asked, as {@code http://HOST:PORT}. */
    Text url();

    /** The data source as Grafana's provisioning takes it: at least {@code name}, {@code type} and {@code url}. */
    Mapping datasource();

    /** One that Grafana itself asks, not the browser of who looks at it; dashboards know it by its name in small letters. */
    static Mapping asked(String name, String type, Text url) {
        return Mapping.of("name", name)
                .put("type", type)
                .put("uid", name.toLowerCase(Locale.ROOT))
                .put("access", "proxy")
                .put("url", url);
    }
}
