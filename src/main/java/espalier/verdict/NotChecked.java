package espalier.verdict;

import espalier.Cluster;
import espalier.Exemption;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Pin;
import espalier.Policy;
import espalier.Provision;
import espalier.Unseen;
import espalier.VersionFile;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.isolation.Isolation;
import espalier.rules.Rule;
import espalier.rules.Rules;
import espalier.schema.SchemaGaps;
import espalier.verdict.Unchecked.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what no check looks at, so that a clean verdict does not say more than is known. */
public final class NotChecked {
    private NotChecked() {}

    /**
     * What of {@code graph} is not checked, by sort.
     *
     * @param gaps what of it was not held against a schema
     */
    public static List<Unchecked> in(ObjectGraph graph, SchemaGaps gaps) {
        var all = new ArrayList<Unchecked>();
        PlatformGaps.find(graph.cluster(), all);
        Map<KubernetesObject, List<String>> unseen = unseen(graph);
        for (KubernetesObject object : graph.objects()) {
            if (object.kind().equals("HelmRelease") && !object.isCarrier()) {
                List<String> policies = unseen.remove(object);
                String and = policies == null ? "" : ", and so not held against " + String.join(", ", policies);
                all.add(new Unchecked(Kind.CHART, object.toString(), "what a chart makes is not rendered" + and));
            }
        }
        for (SchemaGaps.OfKind kind : gaps.kinds()) {
            all.add(new Unchecked(Kind.SCHEMA, kind.kind(), "there is no schema to compare the fields with"));
        }
        for (String version : gaps.versions()) {
            all.add(new Unchecked(
                    Kind.VERSION, "fields and values that came or went", "the schemas are of " + version));
        }
        for (SchemaGaps.OfRule rule : gaps.rules()) {
            all.add(new Unchecked(Kind.RULE, rule.rule(), rule.why()));
        }
        unknownKeys(graph, all);
        for (Isolation isolation : Isolation.in(graph.cluster())) {
            for (Isolation.NotDerived one : isolation.notDerived()) {
                all.add(new Unchecked(Kind.NETWORK, one.what(), one.why()));
            }
        }
        unseen.forEach((object, policies) -> all.add(new Unchecked(
                Kind.POLICY, object.toString(), "it cannot be held against " + String.join(", ", policies))));
        unknownDigests(graph.cluster(), all);
        knownBroken(graph.cluster(), all);
        policiesOff(graph, all);
        return all;
    }

    private static void unknownDigests(Cluster cluster, List<Unchecked> all) {
        VersionFile versions = cluster.versions();
        for (Pin pin : versions == null ? List.<Pin>of() : versions.pins()) {
            String because = pin.digestUnknown();
            if (because != null && pin.isUsed()) {
                // Not its tag: a bot changes that, and no snapshot.
                all.add(new Unchecked(Kind.DIGEST, pin.name(), "its digest is not known: " + because));
            }
        }
    }

    private static void knownBroken(Cluster cluster, List<Unchecked> all) {
        for (Node node : cluster.node().subtree()) {
            for (Exemption exemption : node.exemptions()) {
                if (exemption.kind() == Exemption.Kind.KNOWN_BROKEN) {
                    String why = exemption.because() + " (" + exemption.what() + ")";
                    all.add(new Unchecked(Kind.KNOWN_BROKEN, node.path(), why));
                }
            }
        }
    }

    private static void policiesOff(ObjectGraph graph, List<Unchecked> all) {
        Set<Rule> on = new HashSet<>();
        for (Policy policy : graph.cluster().settings().policies()) {
            on.add(policy.rule());
        }
        for (Rule rule : Rules.policies()) {
            if (!on.contains(rule)) {
                all.add(new Unchecked(Kind.POLICY_OFF, rule.id(), "the cluster has not switched this policy on"));
            }
        }
    }

    /** The policies that cannot look into an object. */
    private static Map<KubernetesObject, List<String>> unseen(ObjectGraph graph) {
        Map<KubernetesObject, List<String>> unseen = new LinkedHashMap<>();
        for (Unseen each : graph.cluster().node().findings().unseen()) {
            unseen.computeIfAbsent(each.object(), object -> new ArrayList<>())
                    .add(each.rule().id());
        }
        return unseen;
    }

    private static void unknownKeys(ObjectGraph graph, List<Unchecked> all) {
        Set<String> unknown = new LinkedHashSet<>();
        for (Edge edge : graph.edges()) {
            Provision target = edge.target();
            String kind = target.identity().kind();
            boolean holdsKeys = kind.equals("Secret") || kind.equals("ConfigMap");
            if (edge.detail() != null && holdsKeys && edge.object() == null && target.keys() == null) {
                unknown.add(target.identity().toString());
            }
        }
        for (String secret : unknown) {
            all.add(new Unchecked(Kind.KEYS, secret, "what makes it does not say with which keys"));
        }
    }

    /**
     * In a line for people: {@code 2 charts, 1 Secret with unknown keys}; empty where all is checked. A kind that several
     * clusters use is counted once, and so is a policy that several have off.
     */
    public static String counted(List<Unchecked> unchecked) {
        var numbers = new EnumMap<Kind, Integer>(Kind.class);
        var names = new HashSet<String>();
        for (Unchecked each : unchecked) {
            boolean isOfMany = each.kind() == Kind.SCHEMA || each.kind() == Kind.POLICY_OFF;
            if (!isOfMany || names.add(each.what())) {
                numbers.merge(each.kind(), 1, Integer::sum);
            }
        }
        var words = new ArrayList<String>();
        numbers.forEach((kind, number) -> words.add(kind.counted(number)));
        return String.join(", ", words);
    }
}
