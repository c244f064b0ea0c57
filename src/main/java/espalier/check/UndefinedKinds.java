package espalier.check;

import espalier.Identity;
import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Custom resources of which nothing brings the definition. */
final class UndefinedKinds {
    private static final FieldPath CHART = FieldPath.of("spec", "chart", "spec", "chart");

    private UndefinedKinds() {}

    static void check(ObjectGraph graph) {
        // Where something could not be made, it may be what brings it.
        if (graph.cluster().node().holdsIncomplete()) {
            return;
        }
        for (Dangling dangling : graph.dangling()) {
            // A kind that cannot be one is told as what it is.
            if (isOne(dangling) && isWord(dangling.reader().kind())) {
                report(graph, dangling);
            }
        }
    }

    static boolean isOne(Dangling dangling) {
        return dangling.wanted().kind().equals("CustomResourceDefinition")
                && FieldPath.ROOT.equals(dangling.field().parent());
    }

    private static boolean isWord(String kind) {
        for (int i = 0; i < kind.length(); i++) {
            if (!Character.isLetterOrDigit(kind.charAt(i))) {
                return false;
            }
        }
        return !kind.isEmpty();
    }

    private static void report(ObjectGraph graph, Dangling dangling) {
        KubernetesObject reader = dangling.reader();
        Kind made = made(dangling);
        String group = made == null ? Identity.groupOf(reader.apiVersion()) : made.group();
        String kind = made == null ? reader.kind() : made.name();
        String meant = graph.catalog().knows(group, kind) ? null : nearest(graph, group, kind);
        KubernetesObject release = release(graph, group);
        String bringsIt = "bringsCrd(\"" + group + "\", \"" + kind + "\")";
        Hint takenAway = Hint.takenAway(graph, dangling.wanted());
        String fix = release != null
                ? "the release " + release.namespace() + "/" + release.name() + " probably does: say so there with "
                        + bringsIt
                : "let the release of its operator say " + bringsIt
                        + ", or say external().kind(…) where it comes from elsewhere";
        reader.error(
                References.KIND_UNDEFINED,
                dangling.field(),
                dangling.wanted(),
                "Tried to make " + reader + ", but nothing in this cluster brings the definition of "
                        + (made == null ? "its kind, " : "a kind that its chart makes, ")
                        + group + "/" + kind
                        + (takenAway != null
                                ? takenAway.words()
                                : meant == null ? "" : "; the nearest kind of that group is " + meant),
                takenAway != null ? takenAway.fix() : meant == null ? fix : "write " + meant + ", or " + fix);
    }

    /** What the reader lets a program make and what is wanted for it, or null where it is wanted for the reader itself. */
    private static @Nullable Kind made(Dangling dangling) {
        for (Kind kind : dangling.reader().makes()) {
            if (kind.definitionName().equals(dangling.wanted().name())) {
                return kind;
            }
        }
        return null;
    }

    private static @Nullable String nearest(ObjectGraph graph, String group, String kind) {
        Map<String, Kind> known = new HashMap<>();
        for (Kind other : graph.catalog().kindsOf(group)) {
            known.put(other.name(), other);
        }
        return Names.nearest(kind, known.keySet());
    }

    /** The release in git of a chart that is called like the one that usually brings the kinds of {@code group}. */
    private static @Nullable KubernetesObject release(ObjectGraph graph, String group) {
        String usual = UsualCharts.of(group);
        for (KubernetesObject release : usual == null ? List.<KubernetesObject>of() : graph.ofKind("HelmRelease")) {
            if (release.name().equals(usual)
                    || CHART.in(release.body()) instanceof Leaf chart
                            && chart.text().equals(usual)) {
                return release;
            }
        }
        return null;
    }
}
