package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Reach;
import espalier.compile.Compilation;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import features.PolicyJudge.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks every way of a cluster through the policies that were written for it: each route from its gateway to the pods, each pod to
 * each Service, to the outside and to the API server. What is meant is read off handles and objects, what happens off the bytes.
 */
final class IsolationWalk {
    private static final End GATEWAY = End.entity("ingress");
    private static final End OUTSIDE = End.address("203.0.113.7");
    private static final End DNS = End.pod("kube-system", Map.of("k8s-app", "kube-dns"));

    private final PolicyJudge judge;
    private final ObjectGraph graph;
    private final Set<String> isolated = new TreeSet<>();
    private final Map<String, Map<End, Integer>> chartPods;

    /**
     * @param chartPods the labels that charts give to the pods behind their Services, and the port behind the only one that is
     *     used, by {@code NAMESPACE/SERVICE}
     */
    IsolationWalk(Compilation compilation, Map<String, Map<End, Integer>> chartPods) {
        this.judge = new PolicyJudge(compilation);
        this.graph = compilation.order().graph();
        this.chartPods = chartPods;
        for (Map<String, Object> policy : judge.objects("CiliumNetworkPolicy")) {
            if ("default-deny".equals(PolicyJudge.at(policy, "metadata", "name"))) {
                isolated.add(PolicyJudge.namespace(policy));
            }
        }
    }

    /** The namespaces in which everything is denied that nothing allows. */
    Set<String> isolated() {
        return isolated;
    }

    /** Each route into an isolated namespace with the hosts that it is for; fails where the gateway is kept out. */
    List<String> routes() {
        var walked = new ArrayList<String>();
        for (Map<String, Object> route : judge.objects("HTTPRoute")) {
            for (Map<String, Object> rule : PolicyJudge.maps(PolicyJudge.at(route, "spec", "rules"))) {
                for (Map<String, Object> backend : PolicyJudge.maps(rule.get("backendRefs"))) {
                    Object namespace = backend.getOrDefault("namespace", PolicyJudge.namespace(route));
                    if (isolated.contains(String.valueOf(namespace))) {
                        Map<End, Integer> pods =
                                behind(namespace + "/" + backend.get("name"), "" + backend.get("port"));
                        pods.forEach((pod, port) -> assertThat(judge.allows(GATEWAY, pod, port + "/TCP"))
                                .as("the gateway reaches port %s of %s, as %s says", port, pod, route.get("metadata"))
                                .isTrue());
                        walked.add(PolicyJudge.at(route, "spec", "hostnames") + " → " + namespace + "/"
                                + backend.get("name"));
                    }
                }
            }
        }
        return walked;
    }

    private Map<End, Integer> behind(String service, String port) {
        for (Map<String, Object> object : judge.objects("Service")) {
            if (PolicyJudge.name(object).equals("Service " + service)) {
                return judge.behind(object, port);
            }
        }
        assertThat(chartPods)
                .as("what stands behind a Service that is not in git")
                .containsKey(service);
        return chartPods.get(service);
    }

    /** How many pairs of a pod and a port of a Service were tried: those who were given it reach it, and nobody else. */
    int pairs() {
        Map<String, Set<String>> meant = meant();
        int tried = 0;
        for (var from : judge.pods().entrySet()) {
            for (Map<String, Object> service : judge.objects("Service")) {
                boolean isToIsolated = isolated.contains(PolicyJudge.namespace(service));
                if (!isToIsolated && !isolated.contains(from.getValue().namespace())) {
                    continue;
                }
                for (Map<String, Object> port : PolicyJudge.maps(PolicyJudge.at(service, "spec", "ports"))) {
                    String way = from.getKey() + " → " + PolicyJudge.name(service) + ":" + port.get("name");
                    boolean isMeant = meant.getOrDefault(from.getKey(), Set.of())
                            .contains(PolicyJudge.name(service) + ":" + port.get("name"));
                    for (var to : judge.behind(service, "" + port.get("port")).entrySet()) {
                        tried++;
                        assertThat(judge.allows(from.getValue(), to.getKey(), to.getValue() + "/TCP"))
                                .as(way)
                                .isEqualTo(
                                        isMeant || isMeantOtherwise(meant, from.getKey(), to.getKey(), to.getValue()));
                    }
                }
            }
        }
        return tried;
    }

    /** Two Services can stand before one port. */
    private boolean isMeantOtherwise(Map<String, Set<String>> meant, String from, End to, int number) {
        for (String way : meant.getOrDefault(from, Set.of())) {
            for (Map<String, Object> service : judge.objects("Service")) {
                String name = PolicyJudge.name(service);
                if (way.startsWith(name + ":")
                        && Integer.valueOf(number)
                                .equals(judge.behind(service, way.substring(name.length() + 1))
                                        .get(to))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By what makes pods, the ports of Services that these were given, by handles alone. */
    private Map<String, Set<String>> meant() {
        var readers = new LinkedHashMap<KubernetesObject, Set<KubernetesObject>>();
        for (Edge edge : graph.edges()) {
            if (edge.object() != null && edge.object().kind().equals("ConfigMap")) {
                readers.computeIfAbsent(edge.object(), object -> new LinkedHashSet<>())
                        .add(edge.reader());
            }
        }
        var meant = new LinkedHashMap<String, Set<String>>();
        for (Edge edge : graph.edges()) {
            if (edge.target().identity().kind().equals("Service") && edge.by() == null) {
                var who = new LinkedHashSet<>(readers.getOrDefault(edge.reader(), Set.of()));
                who.add(edge.reader());
                who.forEach(reader -> add(meant, reader, edge.target().identity(), edge.detail()));
            }
        }
        return meant;
    }

    private static void add(Map<String, Set<String>> meant, KubernetesObject reader, Identity service, String port) {
        meant.computeIfAbsent(reader.kind() + " " + reader.namespace() + "/" + reader.name(), name -> new TreeSet<>())
                .add("Service " + service.namespace() + "/" + service.name() + ":" + port);
    }

    /** How many pods were tried at the DNS, the internet and the API server. */
    int outward() {
        int tried = 0;
        for (KubernetesObject object : graph.objects()) {
            if (object.podTemplate() == null || !isolated.contains(object.namespace())) {
                continue;
            }
            End pods = judge.pods().get(object.kind() + " " + object.namespace() + "/" + object.name());
            boolean hasToken =
                    !"false".equals(object.podTemplate().mapping("spec").text("automountServiceAccountToken"));
            boolean fetches =
                    object.reaches().stream().anyMatch(reach -> reach.whom().equals(Reach.INTERNET));
            assertThat(judge.allows(pods, DNS, "53/UDP"))
                    .as("%s asks the DNS", object)
                    .isTrue();
            assertThat(judge.allows(pods, OUTSIDE, "443/TCP"))
                    .as("%s reaches the internet", object)
                    .isEqualTo(fetches);
            assertThat(judge.allows(pods, End.address("192.168.10.1"), "80/TCP"))
                    .as("%s reaches the router", object)
                    .isFalse();
            assertThat(judge.allows(pods, End.entity("kube-apiserver"), "6443/TCP"))
                    .as("%s reaches the API server", object)
                    .isEqualTo(hasToken);
            assertThat(judge.allows(OUTSIDE, pods, "80/TCP"))
                    .as("%s is reached past the gateway", object)
                    .isFalse();
            tried++;
        }
        return tried;
    }
}
