package espalier.plan;

import espalier.moves.Moves;

/** Judges an object that another Kustomization applies from now on, or that is called otherwise. */
final class Moving {
    private final Departure departure;
    private final Handover handover;
    private final Leaving leaving;
    private final Loss loss;
    private final Side after;
    private final Contested contested;

    Moving(Departure departure, Handover handover, Leaving leaving, Loss loss, Side after, Contested contested) {
        this.contested = contested;
        this.after = after;
        this.departure = departure;
        this.handover = handover;
        this.leaving = leaving;
        this.loss = loss;
    }

    /** From one Kustomization to another. */
    void move(Judged judged, Placed before, Placed after) {
        if (contested.letsGo(before, after)) {
            letGo(judged, before, after);
            return;
        }
        Handover.Outcome outcome = handover.of(before, after);
        String from = before.unit().name();
        String to = after.unit().name();
        Deed plain = judged.deed();
        boolean changes = plain == Deed.RECREATED || plain == Deed.RESTARTED;
        if (plain != Deed.SUSPENDED && plain != Deed.PASSED_OVER && plain != Deed.REFUSED && !changes) {
            judged.becomes(Deed.MOVED);
        }
        if (outcome == Handover.Outcome.ADOPTED) {
            judged.effect(
                    Effect.Sort.WHY,
                    before.isLeftAsItIs()
                            ? from + " let go of it once it was there, and " + to
                                    + " passes over it: nothing is deleted"
                            : "from " + from + " to " + to + ", which takes it over: nothing is deleted");
            return;
        }
        Loss.Toll toll = loss.ofMoved(before);
        String order = switch (outcome) {
            case DELETED_FIRST ->
                from + " deletes it first, since " + to + " waits for that; then " + to + " makes it anew"
                        + (isMissed(before) ? notGone(from, to) : "");
            case LOST -> from + " deletes it, and " + to + " is suspended";
            default ->
                "from " + from + " to " + to + ", and neither waits for the other: where " + from
                        + " comes first, it is deleted and made anew";
        };
        judged.becomes(
                        switch (outcome) {
                            case DELETED_FIRST -> Deed.RECREATED;
                            case LOST -> Deed.PRUNED;
                            default -> Deed.MOVED;
                        })
                .effect(Effect.Sort.WHY, order)
                .effect(Effect.Sort.DIES, toll.what());
        if (outcome == Handover.Outcome.RACE) {
            judged.orElse(Deed.RECREATED);
        } else if (outcome == Handover.Outcome.DELETED_FIRST && isMissed(before)) {
            judged.orElse(Deed.PRUNED);
        }
        judged.effect(Effect.Sort.WAY_OUT, Ways.move(before.identity()))
                .precaution(Precaution.of(Moves.Verb.KEEP, before, ""));
        if (toll.isData()) {
            judged.danger(Danger.Sort.DATA_LOSS, order + ", and with it goes " + toll.what());
        }
        if (Workloads.is(before) || before.is("HelmRelease")) {
            judged.effect(Effect.Sort.RESTARTS, before.identity().toString())
                    .effect(Effect.Sort.DOWNTIME, "until it is made anew");
        }
    }

    /** One of several lets go of it; whose labels it carries then decides, which are those of the last one to look. */
    private void letGo(Judged judged, Placed before, Placed after) {
        Handover.Outcome outcome = handover.of(before, after);
        String from = before.unit().name();
        String to = after.unit().name();
        boolean changes =
                judged.deed() != Deed.CHANGED || !judged.change().fields().isEmpty();
        judged.becomes(changes ? judged.deed() : Deed.MOVED);
        String both = from + " and " + to + " both applied it, and " + from + " lets go of it: ";
        if (outcome == Handover.Outcome.ADOPTED) {
            judged.effect(Effect.Sort.WHY, both + "nothing is deleted");
            return;
        }
        boolean lost = outcome == Handover.Outcome.LOST;
        String why = both + "where it was the last of them to look, it deletes it, and " + to
                + (lost ? " is suspended" : " makes it anew");
        Loss.Toll toll = loss.ofMoved(before);
        judged.orElse(lost ? Deed.PRUNED : Deed.RECREATED)
                .effect(Effect.Sort.WHY, why)
                .effect(Effect.Sort.DIES, toll.what())
                .effect(Effect.Sort.WAY_OUT, Ways.keep(before.identity()));
        if (toll.isData()) {
            judged.danger(Danger.Sort.DATA_LOSS, why + ", and with it goes " + toll.what());
        }
    }

    /** A Namespace takes its time to go, and who lets go of it may still apply what stands in it. */
    private boolean isMissed(Placed before) {
        if (before.is("Namespace")) {
            for (Placed each : after.in(before.identity().name())) {
                if (each.unit().identity().equals(before.unit().identity())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String notGone(String from, String to) {
        return ", where it is gone by then; otherwise nobody does, since " + from + " fails without it, and " + to
                + " waits for " + from;
    }

    /** Under another name, or in another namespace. */
    void rename(Judged judged, Placed before, Placed after) {
        Departure.Fate fate = departure.of(before);
        boolean hashed = before.isGenerated() && after.isGenerated();
        judged.becomes(judged.deed() == Deed.SUSPENDED ? Deed.SUSPENDED : Deed.RENAMED);
        if (!leaving.goes(before)) {
            judged.effect(Effect.Sort.NOTE, before.identity() + " stays as well: " + fate.why());
            beginsEmpty(judged, before, after);
            return;
        }
        if (hashed) {
            judged.effect(Effect.Sort.WHY, "its name carries a hash of what is in it");
            return;
        }
        Loss.Toll toll = loss.of(before);
        judged.effect(
                Effect.Sort.WHY,
                before.identity()
                        + (fate.goes() ? " is pruned" : " goes with its namespace, whatever keeps it otherwise"));
        if (before.is("HelmRelease")) {
            release(judged, before, after);
        } else if (before.is("StatefulSet")
                && !Paths.items(before.body(), "spec", "volumeClaimTemplates").isEmpty()) {
            judged.effect(Effect.Sort.RESTARTS, Workloads.shown(after)).effect(Effect.Sort.DIES, toll.what());
            between(judged, before, after);
            judged.danger(
                            Danger.Sort.DATA_LOSS,
                            "its pods begin with new, empty claims: those are named after the StatefulSet, which was "
                                    + before.identity())
                    .effect(Effect.Sort.WAY_OUT, "keep the name; or copy the data from the old claims, which stay");
        } else if (!before.is("Kustomization")) { // of whose objects each tells what becomes of it
            judged.effect(Effect.Sort.DIES, toll.what());
            if (Workloads.is(after)) {
                judged.effect(Effect.Sort.RESTARTS, Workloads.shown(after));
                between(judged, before, after);
            }
            if (toll.isData()) {
                judged.danger(
                        Danger.Sort.DATA_LOSS,
                        "it begins empty, and with " + before.identity() + " goes " + toll.what());
                keepBehind(judged, before, after);
            }
        }
    }

    /** The new pods are others, and nobody waits for them before the old ones go: Flux applies, prunes, and only then looks. */
    private static void between(Judged judged, Placed before, Placed after) {
        boolean ran = before.is("DaemonSet") || Workloads.replicas(before) > 0;
        boolean runs = after.is("DaemonSet") || Workloads.replicas(after) > 0;
        if (ran && runs && judged.deed() == Deed.RENAMED) {
            judged.effect(
                    Effect.Sort.DOWNTIME,
                    "until its new pods are ready: those of " + before.identity() + " are pruned before that");
        }
    }

    /** What is stored is not renamed with it. */
    private void beginsEmpty(Judged judged, Placed before, Placed after) {
        Loss.Toll toll = loss.of(before);
        boolean stores = toll.isData() || !toll.left().isEmpty();
        if (stores && !before.is("HelmRelease")) { // what a release stores goes by its own name
            judged.danger(
                            Danger.Sort.ORPHAN,
                            "it begins empty: what is stored stays with " + before.identity()
                                    + ", and nobody looks after that")
                    .effect(
                            Effect.Sort.WAY_OUT,
                            "copy what is in " + before.identity() + " to " + after.identity()
                                    + ", then delete the old one by hand");
        }
    }

    /** With its namespace, where that goes as well; nothing, where no mark reaches it. */
    private void keepBehind(Judged judged, Placed before, Placed after) {
        boolean isNamespace = before.is("Namespace");
        Placed namespace = isNamespace ? before : leaving.namespaceOf(before);
        if (!isNamespace && before.keptBy().isEmpty()) {
            judged.effect(Effect.Sort.WAY_OUT, Ways.keepBehind(before.identity()));
            judged.precaution(Precaution.of(
                    Moves.Verb.KEEP,
                    before,
                    "copy what is in " + before.identity() + " to " + after.identity() + ", and delete the old one"));
        }
        if (namespace != null) {
            judged.effect(Effect.Sort.WAY_OUT, Ways.keepBehind(namespace.identity()));
            judged.precaution(Precaution.of(
                    Moves.Verb.KEEP,
                    namespace,
                    "delete " + namespace.identity() + " when what is in it is copied, or not needed"));
        }
    }

    private static void release(Judged judged, Placed before, Placed after) {
        boolean same = Helm.release(before).equals(Helm.release(after));
        if (Helm.isSuspended(before)) {
            String name = Helm.release(before);
            if (same) {
                judged.effect(
                        Effect.Sort.NOTE,
                        "the old one is suspended, so that the new one takes over the release " + name);
            } else {
                judged.danger(
                        Danger.Sort.ORPHAN,
                        "the old one is suspended, so that what the release " + name + " installed stays");
            }
            return;
        }
        judged.effect(Effect.Sort.RESTARTS, "what " + after.identity() + " runs")
                .effect(Effect.Sort.DIES, "what the chart installed (helm uninstall)")
                .effect(Effect.Sort.DOWNTIME, "until the chart is installed anew");
        if (same) {
            judged.danger(
                            Danger.Sort.DATA_LOSS,
                            "both are the Helm release " + Helm.release(after) + ": " + before.identity()
                                    + " uninstalls what the new one took over")
                    .effect(Effect.Sort.WAY_OUT, Ways.suspend(before.identity()));
            if (!before.isLeftAsItIs()) {
                judged.precaution(Precaution.of(Moves.Verb.SUSPEND, before, ""));
            }
        } else {
            judged.danger(
                            Danger.Sort.DATA_LOSS,
                            "Helm uninstalls " + Helm.release(before) + " and installs " + Helm.release(after)
                                    + "; claims that the chart itself makes go with it")
                    .effect(
                            Effect.Sort.WAY_OUT,
                            "set spec.releaseName to the old name; then espalier move writes a commit before this one that"
                                    + " suspends " + before.identity());
        }
    }
}
