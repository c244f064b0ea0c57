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
import java.util.ArrayList;
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
 * What stands in for the charts and the repositories of a cluster: each under its own address, name and version, with the
 * definitions that the real one brings, as far as the cluster has objects of them. What a release is known to make of its values is
 * what the stand-in makes; of the others, a Deployment of the release's name.
 */
final class StandInCharts {
    private static final Set<String> FLUX =
            Set.of("source.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, Map<String, ObjectNode>> definitions = new TreeMap<>();
    private final Map<String, List<SmallChart>> charts = new TreeMap<>();
    private final Owners owners;
    private final List<KubernetesObject> objects;

    /**
     * Whose the definitions are; who brings what, is said here once more, on purpose.
     *
     * @param charts which chart has the definitions of a group among its templates
     * @param repositories where they come from a repository: its address and tag, and the folder
     * @param others groups of which somebody else brings them
     * @param missing releases whose charts are where nobody serves them
     */
    record Owners(
            Map<String, String> charts,
            Map<String, List<String>> repositories,
            Set<String> others,
            Set<String> missing) {
        private boolean isKnown(String group) {
            return charts.containsKey(group) || repositories.containsKey(group) || others.contains(group);
        }
    }

    StandInCharts(Compilation cluster, Owners owners) {
        this.owners = owners;
        objects = List.copyOf(Objects.requireNonNull(cluster.order()).graph().objects());
        objects.forEach(this::define);
        for (KubernetesObject object : objects) {
            Mapping spec = object.body().copy().child("spec");
            if (object.kind().equals("OCIRepository")) {
                String url = String.valueOf(spec.text("url"));
                String name = url.substring(url.lastIndexOf('/') + 1);
                serve(url, name, String.valueOf(spec.child("ref").text("tag")));
            } else if (object.kind().equals("HelmRelease")
                    && spec.has("chart")
                    && !owners.missing().contains(object.name())) {
                Mapping chart = spec.child("chart").child("spec");
                String name = String.valueOf(chart.text("chart"));
                String url = repository(chart.child("sourceRef"));
                serve(url.startsWith("oci:") ? url + "/" + name : url, name, String.valueOf(chart.text("version")));
            }
        }
    }

    private String repository(Mapping reference) {
        for (KubernetesObject source : objects) {
            if (source.kind().equals("HelmRepository") && source.name().equals(reference.text("name"))) {
                return String.valueOf(source.body().copy().child("spec").text("url"));
            }
        }
        throw new AssertionError("there is no HelmRepository " + reference.text("name"));
    }

    private void serve(String address, String name, String version) {
        List<SmallChart> served = charts.computeIfAbsent(address, key -> new ArrayList<>());
        if (served.stream()
                .noneMatch(chart -> chart.name().equals(name) && chart.version().equals(version))) {
            served.add(chart(name, version));
        }
    }

    /** Serves a chart that nobody here asks for, so that its repository is there. */
    StandInCharts with(String address, SmallChart chart) {
        charts.computeIfAbsent(address, key -> new ArrayList<>()).add(chart);
        return this;
    }

    private void define(KubernetesObject object) {
        String group = Identity.groupOf(object.apiVersion());
        if (owners.isKnown(group)) {
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

    private SmallChart chart(String name, String version) {
        var files = new LinkedHashMap<>(SmallChart.of(name, version).files());
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
        carried().forEach((release, text) -> files.put("carried/" + release + ".yaml", text));
        return new SmallChart(name, version, files);
    }

    private Map<String, String> carried() {
        return objects.stream()
                .filter(object -> object.carrier() != null)
                .collect(Collectors.groupingBy(
                        object -> Objects.requireNonNull(object.carrier()).name(),
                        TreeMap::new,
                        Collectors.mapping(object -> YamlWriter.text(object.body()), Collectors.joining("---\n"))));
    }

    private Collection<ObjectNode> brought(String chart) {
        return owners.charts().entrySet().stream()
                .filter(entry -> entry.getValue().equals(chart))
                .flatMap(entry -> of(entry.getKey()).stream())
                .toList();
    }

    /** The definitions of a group. */
    Collection<ObjectNode> of(String group) {
        return definitions.getOrDefault(group, Map.of()).values();
    }

    static String text(Collection<ObjectNode> objects) {
        return objects.stream().map(StandInCharts::text).collect(Collectors.joining());
    }

    private static String text(ObjectNode object) {
        try {
            return YAML.writeValueAsString(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By their addresses. */
    Map<String, List<SmallChart>> byAddress() {
        return charts;
    }

    /** A line per stand-in, for people. */
    Set<String> names() {
        var names = new TreeSet<String>();
        charts.forEach((url, served) -> served.forEach(chart ->
                names.add(url + (url.endsWith("/" + chart.name()) ? "" : " " + chart.name()) + ":" + chart.version())));
        owners.repositories().values().forEach(at -> names.add(at.get(0) + " at " + at.get(1)));
        return names;
    }
}
