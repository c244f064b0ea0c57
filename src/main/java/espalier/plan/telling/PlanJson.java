package espalier.plan.telling;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.plan.Bump;
import espalier.plan.Danger;
import espalier.plan.Deed;
import espalier.plan.Effect;
import espalier.plan.Plan;
import espalier.plan.Precaution;
import espalier.plan.Step;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** A plan for programs, of the form that {@code docs/plan.schema.json} describes. */
public final class PlanJson {
    private static final int FORMAT = 1;

    private final JavaLine java;

    public PlanJson(JavaLine java) {
        this.java = java;
    }

    /** The document around the clusters' plans. */
    public static Mapping document(String base, String head, Sequence clusters) {
        return Mapping.of("format", FORMAT).put("base", base).put("head", head).put("clusters", clusters);
    }

    /** One cluster. */
    public Mapping of(Plan plan) {
        var steps = new Sequence();
        plan.steps().forEach(step -> steps.add(step(step)));
        var dangers = new Sequence();
        for (Danger danger : plan.dangers()) {
            dangers.add(Mapping.of("sort", danger.sort().word())
                    .put("object", object(danger.object()))
                    .put("text", danger.text()));
        }
        var bumps = new Sequence();
        for (Bump bump : plan.bumps()) {
            bumps.add(Mapping.of("sort", bump.sort())
                    .put("what", bump.what())
                    .put("from", bump.from())
                    .put("to", bump.to())
                    .put("step", bump.step())
                    .put("runs", texts(bump.runs())));
        }
        Plan.Blast blast = plan.blast();
        var waiting = new Sequence();
        for (Plan.Waiting each : blast.waiting()) {
            waiting.add(Mapping.of("on", each.on())
                    .put("direct", texts(each.direct()))
                    .put("all", each.all()));
        }
        return Mapping.of("name", plan.cluster())
                .put("routine", plan.routine())
                .put("unchanged", plan.unchanged())
                .put(
                        "blast",
                        Mapping.of("components", texts(blast.components()))
                                .put("namespaces", texts(blast.namespaces()))
                                .put("restarts", texts(blast.restarted()))
                                .put("waves", blast.waves())
                                .put("allWaves", blast.allWaves())
                                .put("definitions", blast.definitions())
                                .put("waiting", waiting))
                .put("dangers", dangers)
                .put("versions", bumps)
                .put("steps", steps)
                .put("precautions", precautions(plan.precautions()))
                .put("notes", texts(plan.notes()));
    }

    private static Sequence precautions(List<Precaution> precautions) {
        var items = new Sequence();
        for (Precaution each : precautions) {
            items.add(Mapping.of("sort", each.verb().word())
                    .put("object", object(each.object()))
                    .putIfAny("byHand", each.byHand().isEmpty() ? null : each.byHand()));
        }
        return items;
    }

    private Mapping step(Step step) {
        var fields = new Sequence();
        step.fields().forEach(field -> fields.add(field(field)));
        var effects = new Sequence();
        for (Effect effect : step.effects()) {
            effects.add(Mapping.of("sort", effect.sort().word()).put("text", effect.text()));
        }
        Identity from = step.from();
        Identity held = step.heldBy();
        Deed other = step.orElse();
        return Mapping.of("deed", step.deed().word())
                .putIfAny("orElse", other == null ? null : other.word())
                .put("object", object(step.object()))
                .putIfAny("from", from == null ? null : object(from))
                .put("kustomization", step.by())
                .put("wave", step.wave())
                .putIfAny("heldBy", held == null ? null : object(held))
                .putIfAny("fields", fields)
                .putIfAny("effects", effects)
                .put("file", step.file())
                .putIfAny("madeAt", java.of(step));
    }

    private static Mapping object(Identity identity) {
        return Mapping.of("kind", identity.kind())
                .put("group", identity.group())
                .put("namespace", identity.namespace())
                .put("name", identity.name());
    }

    private static Mapping field(FieldChange field) {
        boolean inText = !field.within().equals(FieldPath.ROOT);
        var change = Mapping.of("path", field.path().toString())
                .putIfAny("within", inText ? field.within().toString() : null)
                .put("how", field.how().word());
        if (!field.how().isSecret()) {
            change.putIfAny("before", field.before()).putIfAny("after", field.after());
        }
        return change;
    }

    private static Sequence texts(List<String> texts) {
        var items = new Sequence();
        texts.forEach(items::add);
        return items;
    }
}
