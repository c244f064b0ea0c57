package espalier.plan;

import espalier.Identity;
import java.util.List;
import java.util.Set;

/** Judges an object that is in the new tree: what is done to it, and what follows for pods. */
final class Staying {
    private static final Set<String> READ =
            Set.of("ConfigMap", "Secret", "ExternalSecret", "SealedSecret", "OnePasswordItem");

    private final Side before;
    private final Side after;
    private final Restarts restarts;
    private final Downtime downtime;
    private final Loss loss;
    private final Bumps bumps;

    Staying(Side before, Side after, Bumps bumps) {
        this.before = before;
        this.after = after;
        this.restarts = new Restarts(after);
        this.downtime = new Downtime(after);
        this.loss = new Loss(before);
        this.bumps = bumps;
    }

    void judge(Judged judged) {
        Change change = judged.change();
        Placed after = change.either();
        Placed before = change.before();
        if (after.unit().isSuspended()) {
            Unit old = this.before.unit(after.unit().identity());
            boolean chance = old != null && !old.isSuspended();
            if (chance) {
                judged.orElse(judged.deed());
            }
            String late = chance ? Departure.LATE : "";
            judged.becomes(Deed.SUSPENDED)
                    .effect(Effect.Sort.WHY, after.unit().name() + " is suspended" + late + ", so that nothing happens")
                    .effect(Effect.Sort.WAY_OUT, Ways.resume(after.unit().name()));
            return;
        }
        String passed = after.passedOverBy();
        String mark = before == null || !passed.isEmpty() ? passed : before.passedOverBy();
        if (!mark.isEmpty() && (before != null || !mark.endsWith("IfNotPresent"))) {
            judged.becomes(Deed.PASSED_OVER).effect(Effect.Sort.WHY, "it says " + mark);
            return;
        }
        String tooMuch = TooLarge.of(after);
        if (!tooMuch.isEmpty()) {
            judged.becomes(Deed.REFUSED)
                    .danger(
                            Danger.Sort.STUCK,
                            "the API server refuses it, so that all of "
                                    + after.unit().name() + " fails: " + tooMuch)
                    .effect(Effect.Sort.WHY, tooMuch)
                    .effect(Effect.Sort.WAY_OUT, "spread it over several, or let an init container fetch it");
            return;
        }
        Immutable.Obstacle obstacle = Immutable.of(change, this.after);
        if (!obstacle.fields().isEmpty()) {
            cannotChange(judged, obstacle, after);
            if (judged.deed() == Deed.REFUSED) {
                return;
            }
        }
        if (before != null && !change.isRenamed()) {
            pods(judged, after);
            reads(judged, after);
            switches(judged);
        }
        if (after.is("HelmRelease")) {
            helm(judged, after);
        }
        boolean runs = Workloads.is(after) || after.is("HelmRelease");
        if (runs && judged.deed() == Deed.CHANGED && judged.has(Effect.Sort.RESTARTS)) {
            judged.becomes(Deed.RESTARTED);
        }
    }

    private void cannotChange(Judged judged, Immutable.Obstacle obstacle, Placed after) {
        String fields = Words.some(obstacle.fields(), 3);
        judged.effect(Effect.Sort.WHY, "cannot be changed: " + fields);
        if (!after.isForced()) {
            judged.becomes(Deed.REFUSED)
                    .danger(
                            Danger.Sort.STUCK,
                            "the API server refuses it, so that all of "
                                    + after.unit().name() + " fails: " + fields)
                    .effect(Effect.Sort.WAY_OUT, obstacle.way());
            return;
        }
        judged.becomes(Deed.RECREATED);
        Loss.Toll toll = loss.of(after);
        judged.effect(Effect.Sort.DIES, toll.what());
        if (toll.isData()) {
            judged.danger(Danger.Sort.DATA_LOSS, "deleted and made anew, and with it goes " + toll.what());
        }
        if (Workloads.is(after)) {
            judged.effect(Effect.Sort.RESTARTS, Workloads.shown(after))
                    .effect(Effect.Sort.DOWNTIME, "all its pods stop before the new ones start");
        }
    }

    private void pods(Judged judged, Placed after) {
        if (!Workloads.is(after)
                || judged.deed() == Deed.RECREATED
                || !judged.change().touches("spec", "template")) {
            return;
        }
        if (Workloads.replicas(after) == 0 && !after.is("DaemonSet")) {
            judged.effect(Effect.Sort.NOTE, "it has no pods to start anew");
            return;
        }
        judged.effect(Effect.Sort.RESTARTS, Workloads.shown(after));
        if (Privilege.isPrivileged(after)) {
            judged.effect(Effect.Sort.NOTE, "a container of it is privileged");
        }
        String down = downtime.of(after);
        judged.effect(Effect.Sort.DOWNTIME, down == null ? "" : down);
    }

    private void reads(Judged judged, Placed after) {
        Change change = judged.change();
        if (READ.contains(after.identity().kind())
                && (change.touches("data") || change.touches("stringData") || change.touches("spec"))) {
            restarts.readers(after).forEach(each -> judged.effect(each.sort(), each.text()));
        }
        if (after.identity().group().equals("source.toolkit.fluxcd.io") && change.touches("spec", "ref")) {
            for (String user : bumps.runs(after)) {
                if (!user.equals(after.identity().toString())) {
                    boolean chart = user.startsWith("HelmRelease ");
                    judged.effect(
                            chart ? Effect.Sort.RESTARTS : Effect.Sort.NOTE,
                            chart
                                    ? "what " + user + " runs, where the chart changed it"
                                    : user + " applies what stands there now, which is not compared here");
                }
            }
        }
    }

    private static void helm(Judged judged, Placed after) {
        Placed before = judged.change().before();
        if (Helm.isSuspended(after)) {
            judged.effect(Effect.Sort.NOTE, "it is suspended: Helm does nothing");
            if (before != null && Helm.upgrades(judged.change())) {
                judged.danger(Danger.Sort.SUSPENDED, "changes, and Helm does nothing before it is resumed");
            }
            return;
        }
        if (before == null) {
            judged.effect(Effect.Sort.NOTE, "Helm installs its chart");
            return;
        }
        String again = judged.change().isRenamed() ? null : Helm.reinstall(before, after);
        if (again != null) {
            judged.effect(Effect.Sort.DIES, "what the chart installed: " + again)
                    .effect(Effect.Sort.RESTARTS, "what " + after.identity() + " runs")
                    .effect(Effect.Sort.DOWNTIME, "from the one to the other")
                    .danger(Danger.Sort.DATA_LOSS, again + "; claims that the chart itself makes go with it");
            String left = Helm.leaves(before, after);
            if (left != null) {
                judged.danger(
                                Danger.Sort.ORPHAN,
                                "what the chart's templates name no namespace for stays in " + left
                                        + ", and nobody looks after it: Helm looks for it in the new one")
                        .effect(
                                Effect.Sort.WAY_OUT,
                                "two commits: 1. remove " + after.identity()
                                        + " and wait until it is gone; 2. add it again");
            }
        } else if (Helm.upgrades(judged.change()) && !judged.change().isRenamed()) {
            judged.effect(Effect.Sort.RESTARTS, "what " + after.identity() + " runs, where its rendering changes");
        }
    }

    /** Suspending, resuming and pruning, turned on or off. */
    private static void switches(Judged judged) {
        Identity object = judged.change().identity();
        boolean flux = object.group().endsWith(".toolkit.fluxcd.io");
        for (LeafChange leaf : flux ? judged.change().leaves() : List.<LeafChange>of()) {
            if (leaf.keys().equals(List.of("spec", "suspend"))) {
                boolean on = leaf.becomes("true");
                boolean off = "true".equals(leaf.before()) && !on;
                if (on || off) {
                    judged.danger(
                            Danger.Sort.SUSPENDED,
                            on
                                    ? "suspended: nothing it is there for happens from then on"
                                    : "resumed: all that changed since it was suspended happens at once");
                }
            }
            if (leaf.keys().equals(List.of("spec", "prune")) && leaf.becomes("false")) {
                judged.danger(Danger.Sort.ORPHAN, "prunes no more: what git drops stays in the cluster");
            }
        }
    }
}
