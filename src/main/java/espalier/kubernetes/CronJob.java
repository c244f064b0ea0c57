package espalier.kubernetes;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.tree.Mapping;
import java.util.function.Consumer;

/** Work that is done again and again, on a schedule. */
public final class CronJob extends Component {
    /** The CronJob of {@code scope}, with its name. */
    public CronJob(Scope scope, String schedule, Consumer<ScheduledSettings> configure) {
        super(scope, only("cronjob"));
        complete(schedule, configure);
    }

    /**
     * One CronJob of several in {@code scope}.
     *
     * @param schedule cron's five fields, in the time zone of the controller unless one is set
     */
    public CronJob(Scope scope, String id, String schedule, Consumer<ScheduledSettings> configure) {
        super(scope, id);
        complete(schedule, configure);
    }

    private void complete(String schedule, Consumer<ScheduledSettings> configure) {
        var settings = Settings.configured(new ScheduledSettings(node()), configure);
        node().write(() -> settings.write(settings.toObject(schedule)));
    }

    /** What can be set on a CronJob. */
    public static final class ScheduledSettings extends JobSettings<ScheduledSettings> {
        private final Setting<String> timeZone = setting("timeZone");
        private final Setting<Boolean> overlapping = setting("overlapping");

        private ScheduledSettings(Node node) {
            super(node);
        }

        @Override
        protected ScheduledSettings self() {
            return this;
        }

        /** The time zone of the schedule, as {@code Europe/Zurich}. */
        public ScheduledSettings timeZone(String zone) {
            timeZone.set(zone);
            return this;
        }

        /** Starts the next run although one is not done; default is to leave it out. */
        public ScheduledSettings overlapping() {
            overlapping.set(true);
            return this;
        }

        private Mapping toObject(String schedule) {
            var spec = Mapping.of("schedule", schedule);
            spec.putIfAny("timeZone", timeZone.get());
            spec.put("concurrencyPolicy", overlapping.isSet() ? "Allow" : "Forbid");
            spec.put("jobTemplate", Mapping.of("spec", jobSpec()));
            return object("batch/v1", "CronJob").put("spec", spec);
        }
    }
}
