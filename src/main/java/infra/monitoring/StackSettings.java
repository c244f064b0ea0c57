package infra.monitoring;

import espalier.Node;
import espalier.Setting;
import espalier.kubernetes.StorageClass;

/** What can be set on a {@link PrometheusStack}; its host is that of Grafana. */
public final class StackSettings extends PrometheusSettings<StackSettings> {
    private final Setting<String> grafanaSize = setting("grafanaSize");

    StackSettings(Node node, StorageClass storage) {
        super(node, storage);
    }

    @Override
    protected StackSettings self() {
        return this;
    }

    /** The size of Grafana's volume; default {@code 5Gi}. */
    public StackSettings grafanaSize(String size) {
        grafanaSize.set(size);
        return this;
    }

    String grafanaSize() {
        return grafanaSize.or("5Gi");
    }
}
