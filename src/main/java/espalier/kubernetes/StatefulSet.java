package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.tree.Mapping;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pods with a name and a place of their own: {@code NAME-0}, {@code NAME-1}, … */
public final class StatefulSet extends Component implements Workload {
    private final StatefulSetSettings settings;
    private @Nullable Service governing;

    /** The StatefulSet of {@code scope}, with its name. */
    public StatefulSet(Scope scope, Consumer<StatefulSetSettings> configure) {
        super(scope, only("statefulset"));
        settings = complete(configure);
    }

    /** One StatefulSet of several in {@code scope}. */
    public StatefulSet(Scope scope, String id, Consumer<StatefulSetSettings> configure) {
        super(scope, id);
        settings = complete(configure);
    }

    private StatefulSetSettings complete(Consumer<StatefulSetSettings> configure) {
        var configured = Settings.configured(new StatefulSetSettings(node()), configure);
        node().write(() -> configured.write(configured.toObject(governing)));
        return configured;
    }

    @Override
    public Mapping selector() {
        return settings.selector();
    }

    @Override
    public List<ContainerPort> ports() {
        return settings.ports();
    }

    /** The first Service made for it gives its pods their DNS names. */
    @Override
    public void servedBy(Service service) {
        if (governing == null) {
            governing = service;
        }
    }

    /** What can be set on a StatefulSet. */
    public static final class StatefulSetSettings extends PodSettings<StatefulSetSettings> {
        private final Setting<Integer> replicas = setting("replicas");

        private StatefulSetSettings(Node node) {
            super(node);
        }

        @Override
        protected StatefulSetSettings self() {
            return this;
        }

        /** How many pods; default 1. */
        public StatefulSetSettings replicas(int count) {
            replicas.set(count);
            return this;
        }

        private Mapping toObject(@Nullable Service governing) {
            var spec = new Mapping();
            if (governing != null) {
                spec.put("serviceName", governing.name());
            }
            spec.put("replicas", replicas.or(1))
                    .put("selector", Mapping.of("matchLabels", selector()))
                    .put("template", template("Always"));
            return object("apps/v1", "StatefulSet").put("spec", spec);
        }
    }
}
