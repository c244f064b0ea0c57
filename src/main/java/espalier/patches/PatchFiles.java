package espalier.patches;

import espalier.Cluster;
import espalier.Finding;
import espalier.Findings;
import espalier.Names;
import espalier.Origin;
import espalier.Patch;
import espalier.rules.Construction;
import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code patches/CLUSTER/*.yaml}. Each document has three keys:
 *
 * <pre>{@code
 * because: The scrub at night makes the disks slow.
 * target: {kind: StatefulSet, name: postgres}
 * merge:
 *   spec: {template: {spec: {terminationGracePeriodSeconds: 120}}}
 * }</pre>
 *
 * <p>{@code target} may also say {@code namespace}; {@code merge} is a strategic merge patch as {@code kubectl patch} takes
 * it.
 */
public final class PatchFiles {
    private static final List<String> KEYS = List.of("because", "target", "merge");
    private static final List<String> TARGET_KEYS = List.of("kind", "name", "namespace");
    private static final String EXAMPLE =
            "{because: why, target: {kind: Deployment, name: redis}, merge: {spec: {replicas: 2}}}";

    private final Cluster cluster;
    private final Findings findings;
    private final List<Patch> patches = new ArrayList<>();

    private PatchFiles(Cluster cluster) {
        this.cluster = cluster;
        this.findings = cluster.node().findings();
    }

    /**
     * The patches for {@code cluster} below {@code folder}, in the order of the file names; what is wrong with one is a finding,
     * and so is whatever would be passed over.
     *
     * @param clusters the names of all clusters, each of which may have a folder of patches
     */
    public static List<Patch> read(Path folder, Cluster cluster, List<String> clusters) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var reader = new PatchFiles(cluster);
        for (Path entry : reader.entries(folder, "patches")) {
            String name = String.valueOf(entry.getFileName());
            if (name.equals(cluster.name())) {
                reader.folder("patches/" + name, entry);
            } else if (Files.isDirectory(entry) && !name.startsWith(".") && !clusters.contains(name)) {
                reader.stray(name, clusters);
            }
        }
        return reader.patches;
    }

    /** A folder that belongs to no cluster is reported by the one it was most likely meant for. */
    private void stray(String name, List<String> clusters) {
        String near = Names.nearest(name, clusters);
        if (cluster.name().equals(near == null ? clusters.get(0) : near)) {
            error(
                    Origin.ofFile("patches/" + name, 1),
                    "there is no cluster \"" + name + "\"; there are: " + String.join(", ", clusters),
                    near == null ? "give the folder the name of a cluster" : "call the folder \"" + near + "\"");
        }
    }

    private void folder(String shown, Path folder) {
        if (!Files.isDirectory(folder)) {
            error(Origin.ofFile(shown, 1), "it is no folder", "make a folder of it, with a file for each patch");
            return;
        }
        List<Path> files = new ArrayList<>(entries(folder, shown));
        files.sort(Comparator.comparing(PatchFiles::withoutEnding));
        for (Path file : files) {
            entry(shown + "/" + file.getFileName(), file);
        }
    }

    /** So that {@code redis-02.yaml} comes after {@code redis.yaml}. */
    private static String withoutEnding(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private List<Path> entries(Path folder, String shown) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            error(Origin.ofFile(shown, 1), "it cannot be read: " + e, "make it readable");
            return List.of();
        }
    }

    private void entry(String name, Path file) {
        if (name.contains("/.")) {
            return; // an editor's own
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            try {
                file(name, Files.readString(file));
            } catch (CharacterCodingException e) {
                error(Origin.ofFile(name, 1), "it is no text in UTF-8", "save it as UTF-8");
            } catch (IOException e) {
                error(Origin.ofFile(name, 1), "it cannot be read: " + e.getMessage(), "make it readable");
            }
        } else if (!name.endsWith(".md")) {
            error(
                    Origin.ofFile(name, 1),
                    "only files that end in .yaml are read here",
                    "call it .yaml, or move it away");
        }
    }

    private void file(String name, String text) {
        try {
            for (YamlReader.Document document : YamlReader.documents(text)) {
                patch(document.value(), Origin.ofFile(name, document.line()));
            }
        } catch (YamlReader.SyntaxException e) {
            error(Origin.ofFile(name, e.line()), "it is no YAML: " + e.getMessage(), "correct that line");
        }
    }

    private void patch(Value value, Origin origin) {
        String wrong = wrong(value);
        if (wrong != null || !(value instanceof Mapping document)) {
            error(origin, String.valueOf(wrong), "write it as in: " + EXAMPLE);
            return;
        }
        Mapping target = document.child("target");
        var patch = Patch.ofFile(cluster, String.valueOf(document.text("because")), origin)
                .merge(document.child("merge"));
        for (String key : target.keys()) {
            String wanted = String.valueOf(target.text(key));
            switch (key) {
                case "kind" -> patch.kind(wanted);
                case "name" -> patch.name(wanted);
                default -> patch.namespace(wanted);
            }
        }
        patches.add(patch);
    }

    /** What keeps {@code value} from being a patch, or null. */
    private static @Nullable String wrong(Value value) {
        if (!(value instanceof Mapping document)) {
            return "it has no keys";
        }
        String unknown = Names.unknownKey(document, KEYS, "it");
        if (unknown != null) {
            return unknown;
        }
        String because = document.text("because");
        if (because == null || because.isBlank()) {
            return "it does not say why: because is missing";
        }
        Mapping target = document.mapping("target");
        if (target == null) {
            return "it does not say which object it is for: target is missing";
        }
        unknown = Names.unknownKey(target, TARGET_KEYS, "its target");
        if (unknown != null) {
            return unknown;
        }
        if (target.text("kind") == null) {
            return "its target has no kind";
        }
        Mapping merge = document.mapping("merge");
        return merge == null || merge.isEmpty() ? "it does not say what to change: merge is missing" : null;
    }

    private void error(Origin origin, String found, String fix) {
        findings.add(new Finding(
                Construction.PATCH_FILE,
                "Tried to read a patch, but " + found,
                cluster.node().path(),
                origin,
                fix));
    }
}
