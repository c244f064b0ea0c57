package espalier.bootstrap;

import static espalier.bootstrap.ChartSource.text;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.git.Snapshot;
import espalier.graph.ObjectGraph;
import espalier.live.Deadline;
import espalier.live.LiveException;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Kustomization takes from another repository, such as definitions that stand where they are developed. */
final class FetchedTree implements Step {
    /** What kustomize does in the name of a Kustomization of Flux's, whose fields mostly have kustomize's own names. */
    private static final String[] OVERLAY = {"patches", "images", "components", "namePrefix", "nameSuffix"};

    private static final String[] ONLY_FLUX = {"postBuild", "decryption", "commonMetadata", "kubeConfig"};

    private final String unit;
    private final KubernetesObject kustomization;
    private final ObjectGraph graph;
    private @Nullable List<Mapping> objects;

    /** @param unit the Kustomization of this repository that brings the other one */
    FetchedTree(String unit, KubernetesObject kustomization, ObjectGraph graph) {
        this.unit = unit;
        this.kustomization = kustomization;
        this.graph = graph;
    }

    @Override
    public String what() {
        KubernetesObject source = source();
        String where = source == null ? "" : text(source.body().mapping("spec"), "url");
        return unit + ": " + text(spec(), "path") + " of " + where;
    }

    private Mapping spec() {
        return kustomization.body().copy().child("spec");
    }

    private @Nullable KubernetesObject source() {
        Mapping reference = spec().child("sourceRef");
        String namespace = text(reference, "namespace");
        return graph.object(Identity.of(
                "source.toolkit.fluxcd.io",
                text(reference, "kind"),
                namespace.isEmpty() ? kustomization.namespace() : namespace,
                text(reference, "name")));
    }

    @Override
    public List<String> obstacles(Ground ground) {
        var obstacles = new ArrayList<String>(0);
        for (String field : ONLY_FLUX) {
            if (spec().has(field)) {
                obstacles.add(kustomization + " has " + field
                        + ", which only Flux understands, and it is needed before Flux");
            }
        }
        KubernetesObject source = source();
        Mapping ref = source == null
                ? new Mapping()
                : source.body().copy().child("spec").child("ref");
        if (source == null || !source.kind().equals("GitRepository") || !(ref.has("tag") || ref.has("branch"))) {
            obstacles.add(kustomization + " takes its files from "
                    + (source == null ? "a source that is not in this cluster's Java" : source.toString())
                    + ", but before Flux they can only be had of a GitRepository at a tag or a branch");
        }
        return obstacles;
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        return isOfFlux(ground) ? Standing.THERE : applied(ground).standing(ground);
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        if (isOfFlux(ground)) {
            return false;
        }
        AppliedObjects applied = applied(ground);
        NeededNamespaces.make(applied.all(), graph, ground);
        return applied.bring(ground);
    }

    /** Once Flux has the Kustomization, what it brings is Flux's. */
    private boolean isOfFlux(Ground ground) throws LiveException {
        return ground.cluster().get(kustomization.body()) != null;
    }

    private AppliedObjects applied(Ground ground) throws BootstrapException {
        if (objects == null) {
            objects = fetch(ground.deadline());
        }
        return new AppliedObjects(unit, objects);
    }

    private List<Mapping> fetch(Deadline deadline) throws BootstrapException {
        KubernetesObject source = source();
        Mapping at = source == null ? new Mapping() : source.body().copy().child("spec");
        Mapping ref = at.child("ref");
        boolean tag = ref.has("tag");
        String url = text(at, "url");
        try {
            Path folder = Files.createTempDirectory("espalier-fetched");
            try {
                Path files = folder.resolve("files");
                Snapshot.fetch(url, tag, text(ref, tag ? "tag" : "branch"), files, deadline.left());
                return build(folder, files.resolve(text(spec(), "path")).normalize(), deadline);
            } finally {
                Helm.delete(folder);
            }
        } catch (IOException e) {
            throw BootstrapException.refused(url + " cannot be fetched: " + e.getMessage());
        }
    }

    private List<Mapping> build(Path folder, Path directory, Deadline deadline) throws IOException, BootstrapException {
        if (!directory.startsWith(folder) || !Files.isDirectory(directory)) {
            throw BootstrapException.refused(
                    kustomization + " names the path " + text(spec(), "path") + ", which is not there");
        }
        list(directory);
        var overlay = Mapping.of(
                        "resources", Sequence.of(folder.relativize(directory).toString()))
                .putIfAny("namespace", spec().get("targetNamespace"));
        for (String field : OVERLAY) {
            overlay.putIfAny(field, spec().get(field));
        }
        Files.writeString(folder.resolve("kustomization.yaml"), YamlWriter.text(overlay));
        return Kustomize.build(folder, deadline);
    }

    /** A directory that has no kustomization.yaml gets one, with all YAML below it, as Flux makes one. */
    private static void list(Path directory) throws IOException {
        for (String name : List.of("kustomization.yaml", "kustomization.yml", "Kustomization")) {
            if (Files.exists(directory.resolve(name))) {
                return;
            }
        }
        var found = new ArrayList<String>();
        try (var paths = Files.walk(directory)) {
            paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .forEach(found::add);
        }
        var resources = new Sequence();
        found.forEach(resources::add);
        Files.writeString(directory.resolve("kustomization.yaml"), YamlWriter.text(Mapping.of("resources", resources)));
    }
}
