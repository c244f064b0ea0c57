package espalier.coldstart;

import espalier.Finding;
import espalier.KubernetesObject;
import espalier.check.platform.Capabilities;
import espalier.order.KnownBroken;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.platform.MachineRoom;
import espalier.rules.Ordering;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a cluster from nothing, wave by wave, with Flux itself as the first thing that must be able to run.
 *
 * <p>It ends when nothing more can happen. What has not happened by then never will, on the cluster either, and is told with
 * what it waits for.
 */
public final class ColdStart {
    private final Order order;
    private final @Nullable MachineRoom room;
    private final BootstrapSet bootstrap;
    private final Timeline timeline;

    private ColdStart(Order order) {
        this.order = order;
        this.room = MachineRoom.of(order.cluster());
        Capabilities installed = room == null ? Capabilities.none() : Capabilities.of(order.graph());
        this.bootstrap = BootstrapSet.of(order, room, installed);
        this.timeline = Timeline.of(order, room, installed, bootstrap);
    }

    /** Plays the start through; what can never start is added to the cluster's findings. */
    public static ColdStart of(Order order) {
        var start = new ColdStart(order);
        var standstill = new Standstill(order, start.isCycleKnown());
        var due = new ArrayDeque<Moment>();
        for (Moment moment : start.timeline.all()) {
            if (moment.isFree()) {
                due.add(moment);
            }
        }
        start.play(due);
        for (Moment moment : start.timeline.all()) {
            if (!moment.happened()) {
                due.addAll(standstill.end(moment));
                start.play(due);
            }
        }
        start.findNothingToWaitFor();
        UnseenReadiness.find(order.graph(), start.timeline);
        start.findMissingKey();
        return start;
    }

    private void play(ArrayDeque<Moment> due) {
        while (!due.isEmpty()) {
            Moment moment = due.remove();
            if (!moment.happened()) {
                due.addAll(moment.happen());
            }
        }
    }

    /** Whether the order found a cycle; the same one stands still here, too. */
    private boolean isCycleKnown() {
        for (Finding finding : order.cluster().node().findings().all()) {
            if (finding.rule().equals(Ordering.CYCLE)) {
                return true;
            }
        }
        return false;
    }

    private void findNothingToWaitFor() {
        for (Step step : timeline.steps()) {
            for (String name : step.dependsOn()) {
                Step before = timeline.steps().called(name);
                if (before != null && before.isReadyAtOnce() && !KnownBroken.isIn(before.node())) {
                    step.kustomization()
                            .error(
                                    Ordering.WAITS_FOR_NOTHING,
                                    Steps.DEPENDS_ON,
                                    name,
                                    "Tried to begin " + step + " when " + name + " is ready, but " + name
                                            + " does not wait for what it holds, and is ready at once",
                                    "let " + name + " wait, or take the dependency away");
                }
            }
        }
    }

    private void findMissingKey() {
        if (bootstrap.decryptionKey() != null) {
            return;
        }
        for (KubernetesObject object : order.graph().ofKind("Secret")) {
            if (object.isEncrypted()) {
                object.error(
                        Platforms.DECRYPTION_KEY,
                        FieldPath.of("sops"),
                        "one key for all",
                        "Tried to let Flux read " + object + ", which is encrypted, but no Secret in flux-system is"
                                + " declared whose key ends in .agekey or .asc",
                        "say in the cluster's settings for whom it is encrypted, sops(\"age1…\"), or declare the Secret as external");
            }
        }
    }

    /** What must be there before Flux. */
    public BootstrapSet bootstrap() {
        return bootstrap;
    }

    /** The Kustomizations in the waves in which Flux begins with them, those of the bootstrap left out. */
    public List<List<Unit>> waves() {
        var waves = new ArrayList<List<Unit>>();
        for (Step step : timeline.steps()) {
            Unit unit = step.unit();
            if (unit != null && !bootstrap.units().containsKey(unit)) {
                int wave = step.begins.wave();
                while (waves.size() <= wave) {
                    waves.add(new ArrayList<>());
                }
                waves.get(wave).add(unit);
            }
        }
        waves.removeIf(List::isEmpty);
        return waves;
    }

    /** What the cluster says it runs on, or null. */
    public @Nullable MachineRoom room() {
        return room;
    }
}
