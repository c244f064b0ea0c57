package infra.monitoring;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/**
 * Lets Prometheus read the metrics that the pods behind one Service offer.
 *
 * <p>A monitor selects Services by labels, but all that a handle knows for sure is a name, and two Services of one component
 * have the same labels. So this one selects all of the namespace and keeps what Prometheus finds under the name.
 *
 * <p>It comes after the definitions of {@link PrometheusCrds}, so that it can stand with what it reads.
 */
public final class ServiceMonitor extends Component {
    static final String API = "monitoring.coreos.com/v1";

    /** Reads {@code port}, at {@code /metrics}. */
    public ServiceMonitor(Scope scope, String id, ServicePort port) {
        this(scope, id, port, m -> {});
    }

    /** Reads {@code port}, which has a name. */
    public ServiceMonitor(Scope scope, String id, ServicePort port, Consumer<MonitorSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new MonitorSettings(node()), configure);
        node().write(() -> node().add(settings.toObject(port)));
    }

    /** What can be set on a monitor. */
    public static final class MonitorSettings extends ObjectSettings<MonitorSettings> {
        private final Setting<String> path = setting("path");
        private final Setting<String> interval = setting("every");
        private final Setting<Boolean> keepLabels = setting("keepLabels");

        private MonitorSettings(Node node) {
            super(node);
        }

        @Override
        protected MonitorSettings self() {
            return this;
        }

        /** Where the metrics are; default {@code /metrics}. */
        public MonitorSettings path(String path) {
            this.path.set(path);
            return this;
        }

        /** How often they are read, as {@code 30s}; default is what Prometheus does for all. */
        public MonitorSettings every(String interval) {
            this.interval.set(interval);
            return this;
        }

        /**
         * Lets labels such as {@code namespace} and {@code pod} say what the program says, and not where it runs: for programs
         * whose metrics are about other pods.
         */
        public MonitorSettings keepLabels() {
            keepLabels.set(true);
            return this;
        }

        private Mapping toObject(ServicePort port) {
            var keep = Mapping.of("action", "keep")
                    .put("sourceLabels", Sequence.of("__meta_kubernetes_service_name"))
                    .put("regex", port.service());
            var endpoint = Mapping.of("port", port.name());
            endpoint.putIfAny("path", path.get());
            endpoint.putIfAny("interval", interval.get());
            endpoint.putIfAny("honorLabels", keepLabels.get());
            endpoint.put("relabelings", Sequence.of(keep));
            var spec = Mapping.of("selector", new Mapping());
            String namespace = port.provision().identity().namespace();
            if (!namespace.equals(node().namespace().text())) {
                spec.put("namespaceSelector", Mapping.of("matchNames", Sequence.of(namespace)));
            }
            return object(API, "ServiceMonitor").put("spec", spec.put("endpoints", Sequence.of(endpoint)));
        }
    }
}
