package e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import espalier.Identity;
import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import features.SchemaJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands in for the charts and the repositories of chongus: each under its own address, name and version, with the
 * definitions that the real one brings, as far as chongus has objects of them. What a release is known to make of its values is
 * what the stand-in makes; of the others, a Deployment of the release's name.
 */
final class ChongusCharts {
    /** Which chart has the definitions of a group among its templates; who brings what, is said here once more, on purpose. */
    private static final Map<String, String> OWNERS = Map.of(
            "cilium.io", "cilium",
            "cert-manager.io", "cert-manager",
            "fluxcd.controlplane.io", "flux-operator",
            "monitoring.coreos.com", "prometheus-operator-crds",
            "snapshot.storage.k8s.io", "snapshot-controller",
            "ceph.rook.io", "rook-ceph",
            "volsync.backube", "volsync",
            "postgresql.cnpg.io", "cloudnative-pg",
            "barmancloud.cnpg.io", "plugin-barman-cloud");

    /** Where they come from a repository: its address and tag, and the folder. */
    static final Map<String, List<String>> IN_GIT = Map.of(
            "gateway.networking.k8s.io",
            List.of("https://github.com/kubernetes-sigs/gateway-api", "v1.6.1", "config/crd/experimental"),
            "gateway.envoyproxy.io",
            List.of(
                    "https://github.com/envoyproxy/gateway",
                    "v1.9.0",
                    "charts/gateway-helm/charts/crds/crds/generated"),
            "externaldns.k8s.io",
            List.of("https://github.com/kubernetes-sigs/external-dns", "v0.21.0", "config/crd/standard"),
            "external-secrets.io",
            List.of("https://github.com/external-secrets/external-secrets", "v2.9.0", "config/crds/bases"),
            "keda.sh",
            List.of("https://github.com/kedacore/keda", "v2.20.2", "config/crd"));

    /** What notification-controller works with, which is not among the programs here. */
    static final String NOTIFICATION = "notification.toolkit.fluxcd.io";

    private static final Set<String> FLUX =
            Set.of("source.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, Map<String, ObjectNode>> definitions = new TreeMap<>();
    private final Map<String, SmallChart> charts = new TreeMap<>();

    ChongusCharts(Compilation chongus) {
        List<KubernetesObject> objects =
                List.copyOf(Objects.requireNonNull(chongus.order()).graph().objects());
        objects.forEach(this::define);
        for (KubernetesObject source : objects) {
            if (source.kind().equals("OCIRepository")) {
                Mapping spec = source.body().copy().child("spec");
                String url = String.valueOf(spec.text("url"));
                charts.computeIfAbsent(
                        url, key -> chart(key, String.valueOf(spec.child("ref").text("tag")), objects));
            }
        }
    }

    private void define(KubernetesObject object) {
        String group = Identity.groupOf(object.apiVersion());
        boolean known = OWNERS.containsKey(group) || IN_GIT.containsKey(group) || group.equals(NOTIFICATION);
        if (known) {
            definitions
                    .computeIfAbsent(group, key -> new TreeMap<>())
                    .computeIfAbsent(object.kind(), key -> definition(object.body()));
        } else if (group.contains(".") && !group.endsWith(".k8s.io") && !FLUX.contains(group)) {
            throw new AssertionError("nobody is said to bring " + object.apiVersion() + " " + object.kind());
        }
    }

    private static ObjectNode definition(Mapping object) {
        try {
            return CatalogueDefinition.of(
                    object, JSON.readTree(SchemaJudge.file(object).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SmallChart chart(String url, String tag, List<KubernetesObject> objects) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        var files = new LinkedHashMap<>(SmallChart.of(name, tag).files());
        String deployment = String.valueOf(files.remove("templates/deployment.yaml"));
        files.put("templates/all.yaml", """
                {{- with .Files.Get "definitions.yaml" }}
                {{ . }}
                {{- end }}
                ---
                {{- with .Files.Get (printf "carried/%%s.yaml" .Release.Name) }}
                {{ . }}
                {{- else }}
                %s
                {{- end }}
                """.formatted(deployment));
        files.put("definitions.yaml", text(brought(name)));
        carried(objects).forEach((release, text) -> files.put("carried/" + release + ".yaml", text));
        return new SmallChart(name, tag, files);
    }

    private static Map<String, String> carried(List<KubernetesObject> objects) {
        return objects.stream()
                .filter(object -> object.carrier() != null)
                .collect(Collectors.groupingBy(
                        object -> Objects.requireNonNull(object.carrier()).name(),
                        TreeMap::new,
                        Collectors.mapping(object -> YamlWriter.text(object.body()), Collectors.joining("---\n"))));
    }

    private Collection<ObjectNode> brought(String chart) {
        return OWNERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(chart))
                .flatMap(entry -> of(entry.getKey()).stream())
                .toList();
    }

    /** The definitions of a group. */
    Collection<ObjectNode> of(String group) {
        return definitions.getOrDefault(group, Map.of()).values();
    }

    static String text(Collection<ObjectNode> objects) {
        return objects.stream().map(ChongusCharts::text).collect(Collectors.joining());
    }

    private static String text(ObjectNode object) {
        try {
            return YAML.writeValueAsString(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By their addresses. */
    Map<String, SmallChart> byAddress() {
        return charts;
    }

    /** A line per stand-in, for people. */
    Set<String> names() {
        var names = new TreeSet<String>();
        charts.forEach((url, chart) -> names.add(url + ":" + chart.version()));
        IN_GIT.values().forEach(at -> names.add(at.get(0) + " at " + at.get(1)));
        return names;
    }
}
