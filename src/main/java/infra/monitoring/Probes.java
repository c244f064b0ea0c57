package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Lets Prometheus ask an exporter for what it can tell of things outside the cluster, one question for each of them. */
public final class Probes extends Component {
    /**
     * Asks {@code prober}, at {@code /probe}, for each of {@code targets}.
     *
     * @param module what the exporter does with a target, as its configuration calls it; empty for an exporter that does one thing
     * @param targets host names, addresses or URLs, as the exporter takes them
     */
    public Probes(Scope scope, String id, ServicePort prober, String module, String... targets) {
        super(scope, id);
        new CustomResource(this, ServiceMonitor.API, "Probe", p -> {
            p.spec("prober", Mapping.of("url", prober.address()).put("path", "/probe"));
            if (!module.isEmpty()) {
                p.spec("module", module);
            }
            p.spec("targets", Mapping.of("staticConfig", Mapping.of("static", Sequence.of((Object[]) targets))));
        });
    }
}
