package e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.Truth.Fate;
import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds what a plan says of one pair, as a program reads it, against what became of every object. */
final class PlanVerdict {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private final PlantedPair pair;
    private final Truth truth;
    private final Set<String> commits;
    private final Map<String, String> limits;
    private final Mapping plan;
    private final Map<Identity, Mapping> steps = new LinkedHashMap<>();
    private final Map<Identity, Mapping> renamed = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();
    private final Set<String> reached = new TreeSet<>();

    /**
     * @param commits to which Flux came
     * @param limits what the plan is known not to see, by the pair and the object
     */
    PlanVerdict(PlantedPair pair, Truth truth, Set<String> commits, Map<String, String> limits) {
        this.pair = pair;
        this.truth = truth;
        this.commits = commits;
        this.limits = limits;
        this.plan = pair.plan();
        for (Mapping step : mappings(plan, "steps")) {
            steps.put(identity(step.child("object")), step);
            Mapping from = step.mapping("from");
            if (from != null) {
                renamed.put(identity(from), step);
            }
        }
        judge();
    }

    /** A line for each object, for people. */
    List<String> lines() {
        return lines;
    }

    /** What differs, each by its object. */
    List<String> disagreements() {
        return disagreements;
    }

    /** The limits that something differs by. */
    Set<String> reached() {
        return reached;
    }

    /** Whether something that is gone may come back, or fail, when Flux looks for the next time. */
    static boolean needsAnotherLook(PlantedPair pair) {
        return mappings(pair.plan(), "steps").stream()
                .anyMatch(step -> !effects(step, "dies").isEmpty());
    }

    private static List<Mapping> mappings(Mapping object, String key) {
        var found = new ArrayList<Mapping>();
        Sequence items = object.sequence(key);
        for (Value item : items == null ? new Sequence() : items) {
            found.add((Mapping) item);
        }
        return found;
    }

    private static Identity identity(Mapping object) {
        return Identity.of(
                String.valueOf(object.text("group")),
                String.valueOf(object.text("kind")),
                String.valueOf(object.text("namespace")),
                String.valueOf(object.text("name")));
    }

    private static List<String> effects(Mapping step, String sort) {
        var texts = new ArrayList<String>();
        for (Mapping effect : mappings(step, "effects")) {
            if (sort.equals(effect.text("sort"))) {
                texts.add(String.valueOf(effect.text("text")));
            }
        }
        return texts;
    }

    private void judge() {
        var objects = new LinkedHashSet<Identity>();
        steps.forEach((identity, step) -> {
            Mapping from = step.mapping("from");
            if (from != null) {
                objects.add(identity(from));
            }
            objects.add(identity);
        });
        objects.addAll(pair.objects().keySet());
        objects.forEach(this::judge);
        failures();
        order();
    }

    private void judge(Identity object) {
        Mapping step = steps.get(object);
        Mapping from = renamed.get(object);
        Fate fate = truth.of(object);
        Mapping told = step != null ? step : from;
        String word = told == null ? "" : told.text("deed") + (told.mapping("heldBy") == null ? "" : ", but held");
        Mapping going = step != null && step.mapping("from") == null ? step : from;
        boolean dies = going != null && !effects(going, "dies").isEmpty();
        Set<Fate> expected = step != null ? fates(step, object) : from != null ? left(from, object) : untold(object);
        var line = new StringBuilder(word.isEmpty() ? "-" : word)
                .append("  ")
                .append(object)
                .append(": ");
        line.append(
                String.join(" or ", expected.stream().map(each -> each.words).toList()));
        if (expected.size() > 1) {
            line.append(", as chance decides");
        }
        if (!expected.contains(fate)) {
            differs(object, "the plan says " + (word.isEmpty() ? "nothing" : word) + ", and it is " + fate.words);
            line.append(" was said, and it is ").append(fate.words);
        }
        if (WORKLOADS.contains(object.kind()) && (fate == Fate.UNCHANGED || fate == Fate.CHANGED)) {
            restarts(object, line);
        }
        if (dies && object.kind().equals("PersistentVolumeClaim")) {
            volume(object, going, fate, line);
        }
        if (dies && object.kind().equals("StatefulSet")) {
            claims(object, going, line);
        }
        lines.add(line.toString());
        String limit = pair.plain(pair.name() + ": " + object);
        if (limits.containsKey(limit)) {
            lines.add("  limit: " + limits.get(limit));
        }
        if (object.kind().equals("HelmRelease")) {
            chart(object);
        }
    }

    private void differs(Identity object, String how) {
        String limit = pair.plain(pair.name() + ": " + object);
        if (limits.containsKey(limit)) {
            reached.add(limit);
        } else {
            disagreements.add(pair.plain(object + ": " + how));
        }
    }

    private Set<Fate> fates(Mapping step, Identity object) {
        if (step.mapping("heldBy") != null) {
            return EnumSet.of(asItIs(object));
        }
        var fates = EnumSet.of(fate(String.valueOf(step.text("deed")), object));
        if (step.text("orElse") != null) {
            fates.add(fate(String.valueOf(step.text("orElse")), object));
        }
        return fates;
    }

    private Fate fate(String deed, Identity object) {
        return switch (deed) {
            case "created", "renamed" -> Fate.CREATED;
            case "changed", "restarted" -> Fate.CHANGED;
            case "recreated" -> Fate.ANEW;
            case "moved" -> Fate.TAKEN_OVER;
            case "pruned" -> Fate.GONE;
            case "stuck" -> Fate.HANGS;
            case "refused", "stays", "suspended", "passed over" -> asItIs(object);
            default -> throw new AssertionError("no such deed: " + deed);
        };
    }

    private Fate asItIs(Identity object) {
        return truth.before().containsKey(object) ? Fate.UNCHANGED : Fate.ABSENT;
    }

    /** What was renamed goes, unless the plan says that it stays. */
    private Set<Fate> left(Mapping step, Identity old) {
        boolean stays = step.mapping("heldBy") != null
                || effects(step, "note").stream().anyMatch(text -> text.startsWith(old + " stays as well"));
        return EnumSet.of(stays || "suspended".equals(step.text("deed")) ? Fate.UNCHANGED : Fate.GONE);
    }

    /** Of which the plan says nothing: it stays as it is, unless that goes in which, or by which, it is there. */
    private Set<Fate> untold(Identity object) {
        for (Map.Entry<Identity, Mapping> each : steps.entrySet()) {
            Identity above = each.getKey();
            boolean holds = above.kind().equals("Namespace") && above.name().equals(object.namespace())
                    || above.kind().equals("CustomResourceDefinition")
                            && above.name().endsWith("." + object.group())
                    || above.kind().equals("Kustomization") && truth.isOf(object, above.name());
            if (holds && !effects(each.getValue(), "dies").isEmpty()) {
                Set<Fate> fates = EnumSet.noneOf(Fate.class);
                for (Fate fate : fates(each.getValue(), above)) {
                    fates.add(fate == Fate.TAKEN_OVER ? Fate.UNCHANGED : fate);
                }
                return fates;
            }
        }
        return EnumSet.of(Fate.UNCHANGED);
    }

    private void restarts(Identity workload, StringBuilder line) {
        boolean said = false;
        for (Mapping step : steps.values()) {
            for (String text : effects(step, "restarts")) {
                said |= step.mapping("heldBy") == null && (text + " ").startsWith(workload + " ");
            }
        }
        boolean anew = truth.hasStartedAnew(workload);
        line.append(said ? ", its pods anew" : "");
        if (said != anew) {
            differs(workload, said ? "its pods are to start anew, and do not" : "its pods start anew");
            line.append(said ? ": they are not" : "; its pods are others");
        }
    }

    private void volume(Identity claim, Mapping step, Fate fate, StringBuilder line) {
        boolean said = effects(step, "dies").get(0).startsWith("its volume");
        boolean gone = truth.of(truth.volume(claim)) == Fate.GONE;
        boolean leaves = fate == Fate.GONE || fate == Fate.ANEW;
        line.append(said ? "; its volume goes with it" : "; its volume stays");
        if (leaves && said != gone) {
            differs(claim, said ? "its volume is there still" : "its volume is gone");
        }
    }

    private void claims(Identity set, Mapping step, StringBuilder line) {
        boolean said = effects(step, "dies").get(0).startsWith("the claims");
        line.append(said ? "; its claims go with it" : "; its claims stay");
        truth.before().keySet().forEach(claim -> {
            boolean its = claim.kind().equals("PersistentVolumeClaim")
                    && claim.namespace().equals(set.namespace())
                    && claim.name().contains("-" + set.name() + "-");
            if (its && said != (truth.of(claim) == Fate.GONE)) {
                differs(set, said ? "a claim is there still" : "a claim is gone");
            }
        });
    }

    /** What Helm made of a release: its plan tells only whether that goes on, starts anew, or goes. */
    private void chart(Identity release) {
        Mapping step = steps.get(release);
        boolean anew = false;
        for (Mapping each : steps.values()) {
            for (String text : effects(each, "restarts")) {
                anew |= text.startsWith("what " + release + " runs");
            }
        }
        boolean dies = step != null && !effects(step, "dies").isEmpty();
        Mapping other = renamed.get(release);
        Identity named = other == null ? release : identity(other.child("object"));
        boolean orphans = mappings(plan, "dangers").stream()
                .anyMatch(danger -> "orphan".equals(danger.text("sort"))
                        && identity(danger.child("object")).equals(named));
        Set<Identity> installed = new TreeSet<>(Comparator.comparing(Identity::toString));
        installed.addAll(truth.installed(release));
        for (Identity each : installed) {
            Fate fate = truth.of(each);
            boolean young = truth.hasStartedAnew(each);
            boolean was = truth.before().containsKey(each);
            boolean replaced = fate == Fate.GONE || fate == Fate.CREATED || fate == Fate.ANEW;
            boolean agrees = dies || renamed.containsKey(release)
                    ? replaced || orphans && fate == Fate.UNCHANGED
                    : anew
                            ? fate == Fate.CHANGED && young
                            : step == null
                                    || !replaced
                                    || Set.of("created", "renamed").contains(step.text("deed"));
            String became = replaced
                    ? was ? "uninstalled" : "installed"
                    : fate.words + (young && fate == Fate.CHANGED ? ", its pods anew" : "");
            lines.add("  by its chart: " + each + ": " + became);
            if (!agrees) {
                differs(release, "what its chart installed, " + each + ", is " + became);
            }
        }
    }

    private @Nullable ObjectNode unit(String name) {
        return truth.now().get(Identity.of("kustomize.toolkit.fluxcd.io", "Kustomization", pair.fluxNamespace(), name));
    }

    /** Who fails in truth fails in the plan, and the other way round. */
    private void failures() {
        var said = new TreeSet<String>();
        var refused = new HashMap<String, List<Identity>>();
        steps.forEach((object, step) -> {
            if ("refused".equals(step.text("deed"))) {
                String by = String.valueOf(step.text("kustomization"));
                refused.computeIfAbsent(by, key -> new ArrayList<>()).add(object);
                said.add(by);
            }
        });
        for (Mapping danger : mappings(plan, "dangers")) {
            String text = String.valueOf(danger.text("text"));
            if ("broken".equals(danger.text("sort"))) {
                said.add(identity(danger.child("object")).name());
            } else if (text.endsWith(" fails")) {
                said.add(text.substring(text.lastIndexOf(' ', text.length() - 7) + 1, text.length() - 6));
            }
        }
        var perhaps = new ArrayList<String>();
        steps.values().forEach(step -> perhaps.addAll(effects(step, "why")));
        var settling = new Settling(truth.now(), commits, Map.of());
        for (AppliedUnit unit : pair.treeAfter().units()) {
            String name = name(unit);
            ObjectNode object = unit(name);
            // Flux says of one that waits for what never comes that it waits.
            boolean fails =
                    object != null && (settling.hasFailed(object) || said.contains(name) && FluxStatus.waits(object));
            String message = object == null
                    ? ""
                    : FluxStatus.condition(object).path("message").asText();
            if (perhaps.stream().anyMatch(why -> why.contains("since " + name + " fails without it"))) {
                lines.add("  " + name + " may fail");
            } else if (fails != said.contains(name)) {
                disagreements.add(name + (fails ? " fails: " + pair.plain(message) : " does not fail"));
            } else if (fails) {
                List<Identity> by = refused.getOrDefault(name, List.of());
                boolean named = by.isEmpty() || by.stream().anyMatch(each -> message.contains("/" + each.name() + " "));
                lines.add("  " + name + " fails" + (by.isEmpty() ? "" : ", and names what is refused"));
                if (!named) {
                    disagreements.add(name + " fails for another reason: " + pair.plain(message));
                }
            }
        }
    }

    private static String name(AppliedUnit unit) {
        Mapping own = unit.kustomization();
        return own == null ? "flux-system" : BuiltObject.identity(own).name();
    }

    /**
     * Nobody begins before those are through for which it waited already, or waits as a new one, and nobody deletes before it has
     * applied.
     */
    private void order() {
        AppliedTree before = pair.treeBefore();
        for (AppliedUnit unit : pair.treeAfter().units()) {
            String name = name(unit);
            List<Long> applied = moments(name, false);
            List<Long> pruned = moments(name, true);
            if (!applied.isEmpty() && !pruned.isEmpty()) {
                boolean after = latest(applied) < earliest(pruned);
                lines.add("  " + name + " applies, and then prunes");
                if (!after) {
                    disagreements.add(name + " prunes before it has applied");
                }
            }
            var all = new ArrayList<>(applied);
            all.addAll(pruned);
            for (String needed : needed(unit)) {
                boolean known = before.units().stream()
                        .filter(each -> name(each).equals(name))
                        .allMatch(each -> needed(each).contains(needed));
                if (known && !all.isEmpty()) {
                    lines.add("  " + name + " begins when " + needed + " is through");
                    Identity other =
                            Identity.of("kustomize.toolkit.fluxcd.io", "Kustomization", pair.fluxNamespace(), needed);
                    if (truth.readyAt(other, commits) > earliest(all)) {
                        disagreements.add(name + " begins before " + needed + " is through");
                    }
                }
            }
        }
    }

    /** When it did the first thing to each object that it applies, or prunes. */
    private List<Long> moments(String unit, boolean prunes) {
        var moments = new ArrayList<Long>();
        steps.forEach((object, step) -> {
            Mapping from = step.mapping("from");
            boolean goes = List.of("pruned", "stuck").contains(step.text("deed"));
            Identity about = prunes && from != null && truth.isOf(identity(from), unit)
                    ? identity(from)
                    : goes == prunes ? object : null;
            boolean moved = List.of("moved", "recreated").contains(step.text("deed")) || step.text("orElse") != null;
            if (unit.equals(step.text("kustomization")) && about != null && !moved) {
                List<Long> all = truth.moments(about);
                moments.addAll(all.subList(0, Math.min(1, all.size())));
            }
        });
        return moments;
    }

    private static long earliest(List<Long> moments) {
        return moments.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    private static long latest(List<Long> moments) {
        return moments.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<String> needed(AppliedUnit unit) {
        var names = new ArrayList<String>();
        Value needed = unit.spec("dependsOn");
        for (Value each : needed instanceof Sequence items ? items : new Sequence()) {
            names.add(((Mapping) each).get("name") instanceof Leaf leaf ? leaf.text() : "");
        }
        return names;
    }
}
