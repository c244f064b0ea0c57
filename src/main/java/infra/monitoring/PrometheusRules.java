package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import espalier.flux.Durations;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.function.Consumer;

/** Alerts about one thing, which Prometheus raises and Alertmanager sends on. */
public final class PrometheusRules extends Component {
    /** The alerts of {@code scope}, in one group called {@code id}. */
    public PrometheusRules(Scope scope, String id, Consumer<RuleSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new RuleSettings(this), configure);
        var group = Mapping.of("name", id).put("rules", settings.rules);
        new CustomResource(this, ServiceMonitor.API, "PrometheusRule", r -> r.spec("groups", Sequence.of(group)));
    }

    /** How bad it is that an alert fires. */
    public enum Severity {
        /** Somebody gets up for it. */
        CRITICAL("critical"),
        /** Somebody looks at it in the morning. */
        WARNING("warning");

        private final String label;

        Severity(String label) {
            this.label = label;
        }
    }

    /** The alerts. */
    public static final class RuleSettings extends Settings {
        private final Sequence rules = new Sequence();

        private RuleSettings(PrometheusRules rules) {
            super(rules.node());
        }

        /**
         * An alert, which fires when {@code expression} has had a result for as long as {@code lasting}.
         *
         * @param name in CamelCase, as in {@code VolumeOutOfSync}
         * @param expression in PromQL
         * @param summary one line for people, in which {@code {{ $labels.X }}} stands for a label of the result
         */
        public RuleSettings alert(String name, Severity severity, Duration lasting, String expression, String summary) {
            rules.add(Mapping.of("alert", name)
                    .put("expr", expression)
                    .put("for", Durations.text(lasting))
                    .put("labels", Mapping.of("severity", severity.label))
                    .put("annotations", Mapping.of("summary", summary)));
            return this;
        }
    }
}
