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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Walks every way of a cluster through the policies that were written for it: from each kind of pods, the gateway and the outside to
 * each kind of pods, on each port of theirs and on one that nobody listens on; and from isolated pods out of the cluster. What is
 * meant is read off handles and objects, what happens off the bytes.
 */
final class IsolationWalk {
    static final End OUTSIDE = End.address("203.0.113.7");
    private static final End ROUTER = End.address("192.168.10.1");
    private static final End DNS = End.pod("kube-system", Map.of("k8s-app", "kube-dns"));

    /** Of an end: all of its ports. */
    private static final String ALL = "*";

    /** Who gets in where the nodes or a load-balancer take connections: a policy cannot tell what those pass on from pods. */
    private static final String ANYBODY = "whoever is not isolated";

    private static final String NOBODY_LISTENS = "1/TCP";

    private final PolicyJudge judge;
    private final ObjectGraph graph;
    private final End apiServer;
    private final Set<String> isolated = new TreeSet<>();
    private final List<Pods> pods = new ArrayList<>();
    private final Set<String> told = new TreeSet<>();
    private final Map<String, Set<String>> doors = new HashMap<>();
    private final Map<String, String> said;

    /** Who may connect, by who is connected to and its port. */
    private final Map<String, Set<String>> meant = new TreeMap<>();

    private int tried;

    /**
     * Pods that are alike.
     *
     * @param of what makes them, as {@code Deployment ai/chat}
     * @param isUnseen whether a chart or an operator makes them, of whose ports nothing is in git
     */
    private record Pods(String of, End end, List<String> ports, boolean isUnseen) {}

    /**
     * @param apiServer where the cluster's policies have it
     * @param charts what stands in {@code isolation/charts.yaml}
     * @param said the namespaces that the cluster lets somebody reach as a whole, by whom
     */
    IsolationWalk(Compilation compilation, End apiServer, List<Map<String, Object>> charts, Map<String, String> said) {
        this.judge = new PolicyJudge(compilation);
        this.graph = compilation.order().graph();
        this.apiServer = apiServer;
        this.said = said;
        for (String kind : List.of("CiliumNetworkPolicy", "NetworkPolicy")) {
            for (Map<String, Object> policy : judge.objects(kind)) {
                if ("default-deny".equals(PolicyJudge.at(policy, "metadata", "name"))) {
                    isolated.add(PolicyJudge.namespace(policy));
                }
            }
        }
        judge.workloads().forEach((name, workload) -> {
            if (!Boolean.TRUE.equals(PolicyJudge.at(PolicyJudge.template(workload), "spec", "hostNetwork"))) {
                pods.add(new Pods(name, PolicyJudge.podsOf(workload), PolicyJudge.ports(workload), false));
            }
        });
        charts.forEach(this::addChart);
        addStrangers();
        if (!judge.objects("HTTPRoute").isEmpty()) {
            doors.put("HTTPRoute", Set.of("the gateway"));
            pods.add(new Pods("the gateway", End.entity("ingress"), List.of(), false));
        }
        pods.add(new Pods("the outside", OUTSIDE, List.of(), false));
        graph.edges().forEach(this::mean);
        judge.objects("Service").forEach(this::meanForEverybody);
    }

    private void addChart(Map<String, Object> chart) {
        String of = String.valueOf(chart.get("of"));
        boolean isHere =
                graph.objects().stream().anyMatch(object -> name(object).equals(of));
        if (!isHere) {
            return; // of the other cluster
        }
        told.add(of);
        for (Object kind : (List<?>) chart.getOrDefault("connects", List.of())) {
            doors.computeIfAbsent(String.valueOf(kind), door -> new TreeSet<>()).add(of);
        }
        String namespace = of.substring(of.indexOf(' ') + 1, of.indexOf('/'));
        for (Map<String, Object> some : PolicyJudge.maps(chart.get("pods"))) {
            List<String> ports = ((List<?>) some.get("ports"))
                    .stream().map(port -> port + "/TCP").toList();
            var labels = new TreeMap<String, String>();
            PolicyJudge.map(some.get("labels")).forEach((key, value) -> labels.put(key, String.valueOf(value)));
            pods.add(new Pods(of, End.pod(namespace, labels), ports, true));
        }
    }

    /** In every namespace stands a pod that nobody means. */
    private void addStrangers() {
        var namespaces = new TreeSet<>(Set.of("default", "kube-system", "flux-system"));
        graph.ofKind("Namespace").forEach(namespace -> namespaces.add(namespace.name()));
        for (String namespace : namespaces) {
            pods.add(new Pods(
                    "a stranger in " + namespace,
                    End.pod(namespace, Map.of("app", "stranger")),
                    List.of("8080/TCP"),
                    false));
        }
    }

    /** Releases in isolated namespaces of whose pods the table says nothing. */
    List<String> unknown() {
        var unknown = new ArrayList<String>();
        for (KubernetesObject object : graph.objects()) {
            boolean isRelease = object.kind().equals("HelmRelease") && !object.isCarrier();
            if (isRelease && isolated.contains(object.namespace()) && !told.contains(name(object))) {
                unknown.add(name(object));
            }
        }
        return unknown;
    }

    /** The namespaces in which everything is denied that nothing allows. */
    Set<String> isolated() {
        return isolated;
    }

    /** How many ways were tried. */
    int tried() {
        return tried;
    }

    /** What is meant of a reader of an address: whoever reads it connects there. */
    private void mean(Edge edge) {
        Identity target = edge.target().identity();
        boolean isAddress = target.kind().equals("Service") && target.group().isEmpty();
        boolean isOwnName = edge.reader().podTemplate() != null && edge.by() != null;
        if (!isAddress || isOwnName) {
            return;
        }
        Set<String> readers = new LinkedHashSet<>();
        readers(edge.reader(), readers, new LinkedHashSet<>());
        for (String to : behind(edge)) {
            meant.computeIfAbsent(to, way -> new TreeSet<>()).addAll(readers);
        }
    }

    /** Each as {@code KIND NAMESPACE/NAME:PORT}. */
    private List<String> behind(Edge edge) {
        KubernetesObject service = edge.object();
        var found = new ArrayList<String>();
        if (service == null) {
            edge.providers().forEach(provider -> found.add(name(provider) + ":" + ALL));
            return found;
        }
        for (Map<String, Object> object : judge.objects("Service")) {
            if (PolicyJudge.name(object).equals(name(service))) {
                judge.behind(object, edge.detail()).forEach((maker, ports) -> {
                    for (String port : ports) {
                        found.add(maker + ":" + port);
                    }
                });
            }
        }
        return found;
    }

    private void readers(KubernetesObject object, Set<String> readers, Set<KubernetesObject> seen) {
        if (!seen.add(object) || object.isCarrier()) {
            return; // what it carries says so itself
        }
        if (doors.containsKey(object.kind())) {
            readers.addAll(doors.get(object.kind()));
        } else if (pods.stream().anyMatch(some -> some.of().equals(name(object)))) {
            readers.add(name(object));
        } else {
            for (Edge edge : graph.edges()) {
                KubernetesObject read =
                        edge.object() != null ? edge.object() : edge.target().maker();
                String kind = edge.target().identity().kind();
                if (read == object && (kind.equals("ConfigMap") || kind.equals("Secret"))) {
                    readers(edge.reader(), readers, seen);
                }
            }
        }
    }

    private void meanForEverybody(Map<String, Object> service) {
        Object type = PolicyJudge.at(service, "spec", "type");
        if ("NodePort".equals(type) || "LoadBalancer".equals(type)) {
            judge.behind(service, null)
                    .forEach((maker, ports) ->
                            ports.forEach(port -> meant.computeIfAbsent(maker + ":" + port, way -> new TreeSet<>())
                                    .add(ANYBODY)));
        }
    }

    /** Who reaches whom on which ports, as {@code A → B: 80/TCP}; fails where that is not what is meant. */
    List<String> ways() {
        var open = new TreeMap<String, Set<String>>();
        for (Pods to : pods) {
            var ports = new ArrayList<>(to.ports());
            ports.add(NOBODY_LISTENS);
            for (Pods from : pods) {
                boolean isWalked = isolated.contains(to.end().namespace())
                        || isolated.contains(from.end().namespace()) && to.end().isPod();
                for (String port : isWalked ? ports : List.<String>of()) {
                    String who = who(from, to, port);
                    tried++;
                    assertThat(judge.allows(from.end(), to.end(), port))
                            .as("%s %s reaches %s of %s %s", from.of(), from.end(), port, to.of(), to.end())
                            .isEqualTo(!who.isEmpty());
                    if (!who.isEmpty()) {
                        open.computeIfAbsent(who + " → " + to.of(), way -> new TreeSet<>())
                                .add(to.isUnseen() ? "all" : port);
                    }
                }
            }
        }
        var ways = new ArrayList<String>();
        open.forEach((way, ports) -> ways.add(way + ": " + String.join(", ", ports)));
        return ways;
    }

    /** As whom {@code from} is meant to reach {@code port} of {@code to}; empty where it is not. */
    private String who(Pods from, Pods to, String port) {
        boolean isOfOneChart = from.of().equals(to.of()) && to.isUnseen();
        boolean isSaid = to.end().namespace().equals(said.get(from.of()));
        Set<String> given = new TreeSet<>(meant.getOrDefault(to.of() + ":" + port, Set.of()));
        given.addAll(meant.getOrDefault(to.of() + ":" + ALL, Set.of()));
        if (isOfOneChart || isSaid || given.contains(from.of())) {
            return from.of();
        }
        return given.contains(ANYBODY) && !isolated.contains(from.end().namespace()) ? ANYBODY : "";
    }

    /** Where isolated pods get out of the cluster, by what makes them; fails where that is not what is meant. */
    List<String> out() {
        var out = new ArrayList<String>();
        for (Pods some : pods) {
            if (!isolated.contains(some.end().namespace())) {
                continue;
            }
            var reached = new TreeSet<String>();
            KubernetesObject maker = maker(some.of());
            List<Reach> reaches = maker == null ? List.of() : maker.reaches();
            boolean isAsking = maker != null && (hasToken(maker) || says(reaches, Reach.API_SERVER));
            leaves(some, OUTSIDE, "443/TCP", says(reaches, Reach.INTERNET), Reach.INTERNET, reached);
            leaves(some, apiServer, "6443/TCP", isAsking, Reach.API_SERVER, reached);
            leaves(
                    some,
                    apiServer,
                    "22/TCP",
                    isAsking && apiServer.address().isEmpty(),
                    "its machine",
                    new TreeSet<>());
            leaves(some, ROUTER, "80/TCP", false, "the router", reached);
            leaves(some, DNS, "53/UDP", true, "DNS", new TreeSet<>());
            leaves(some, DNS, "53/TCP", true, "DNS", new TreeSet<>());
            leaves(some, DNS, "9153/TCP", false, "numbers of the DNS", new TreeSet<>());
            for (Reach reach : reaches) {
                if (!reach.whom().equals(Reach.INTERNET) && !reach.whom().equals(Reach.API_SERVER)) {
                    assertThat(reach.ports()).as("ports of " + reach.whom()).isNotEmpty();
                    for (String port : reach.ports()) {
                        leaves(some, End.address(reach.whom()), port, true, reach.whom() + " " + port, reached);
                    }
                    leaves(some, End.address(reach.whom()), NOBODY_LISTENS, false, reach.whom(), reached);
                }
            }
            if (!some.of().startsWith("a stranger")) {
                out.add(some.of() + " → " + (reached.isEmpty() ? "nothing" : String.join(", ", reached)));
            }
        }
        return out.stream().distinct().sorted().toList();
    }

    private void leaves(Pods from, End to, String port, boolean isMeant, String words, Set<String> reached) {
        tried++;
        assertThat(judge.allows(from.end(), to, port))
                .as("%s reaches %s (%s)", from.of(), words, port)
                .isEqualTo(isMeant);
        if (isMeant) {
            reached.add(words);
        }
    }

    private static boolean says(List<Reach> reaches, String whom) {
        return reaches.stream().anyMatch(reach -> reach.whom().equals(whom));
    }

    private boolean hasToken(KubernetesObject maker) {
        return maker.podTemplate() != null
                && !"false".equals(maker.podTemplate().mapping("spec").text("automountServiceAccountToken"));
    }

    private KubernetesObject maker(String name) {
        for (KubernetesObject object : graph.objects()) {
            if (name(object).equals(name)) {
                return object;
            }
        }
        return null;
    }

    private static String name(KubernetesObject object) {
        return object.kind() + " " + object.namespace() + "/" + object.name();
    }
}
