package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.Dangling;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Repositories of charts from which nothing is taken, and those that are declared twice. */
final class ChartSources {
    private static final FieldPath URL = FieldPath.of("spec", "url");

    private final List<KubernetesObject> repositories;
    private final Set<KubernetesObject> used = new HashSet<>();
    /** Several releases take from it, or one of another namespace does: it is not a release's own. */
    private final Set<KubernetesObject> shared = new HashSet<>();

    private ChartSources(ObjectGraph graph) {
        repositories = graph.ofKind("HelmRepository");
        if (repositories.isEmpty()) {
            return;
        }
        for (Edge edge : graph.edges()) {
            KubernetesObject repository = edge.object();
            if (repository != null && repository.kind().equals("HelmRepository") && isChart(edge.reader())) {
                boolean isFirst = used.add(repository);
                if (!isFirst || !edge.reader().namespace().equals(repository.namespace())) {
                    shared.add(repository);
                }
            }
        }
    }

    static void check(ObjectGraph graph) {
        var sources = new ChartSources(graph);
        if (!anyIsMisspelt(graph)) {
            sources.unused();
        }
        sources.twice();
    }

    /** A release that names one which is not there may mean any of those that nobody names. */
    private static boolean anyIsMisspelt(ObjectGraph graph) {
        for (Dangling dangling : graph.dangling()) {
            if (dangling.wanted().kind().equals("HelmRepository")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChart(KubernetesObject reader) {
        return reader.kind().equals("HelmRelease") || reader.kind().equals("HelmChart");
    }

    private void unused() {
        for (KubernetesObject repository : repositories) {
            if (!used.contains(repository)) {
                repository.error(
                        References.REPOSITORY_UNUSED,
                        "Tried to let Flux fetch " + repository + " again and again, but no release takes a chart from"
                                + " it",
                        "take a chart from it, or take it away");
            }
        }
    }

    private void twice() {
        Map<String, KubernetesObject> byUrl = new HashMap<>();
        for (KubernetesObject repository : repositories) {
            String url = URL.in(repository.body()) instanceof Leaf leaf ? leaf.text() : "";
            String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            KubernetesObject other = byUrl.putIfAbsent(plain, repository);
            if (other != null && (shared.contains(repository) || shared.contains(other))) {
                repository.error(
                        Scarcity.REPOSITORY_TWICE,
                        URL,
                        null,
                        "Tried to fetch charts of " + url + " as " + repository + ", but " + other + " of "
                                + other.origin() + " fetches them already, for several releases",
                        "take the chart from " + other + ", and take this one away");
            }
        }
    }
}
