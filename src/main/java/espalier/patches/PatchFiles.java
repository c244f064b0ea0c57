package espalier.patches;

import espalier.Cluster;
import espalier.Finding;
import espalier.Findings;
import espalier.Origin;
import espalier.Patch;
import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    private static final Set<String> KEYS = Set.of("because", "target", "merge");
    private static final Set<String> TARGET_KEYS = Set.of("kind", "name", "namespace");

    private final Cluster cluster;
    private final Findings findings;
    private final List<Patch> patches = new ArrayList<>();

    private PatchFiles(Cluster cluster) {
        this.cluster = cluster;
        this.findings = cluster.node().findings();
    }

    /** The patches in {@code folder}, in the order of the file names; what is wrong with one is a finding. */
    public static List<Patch> read(Path folder, Cluster cluster) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var reader = new PatchFiles(cluster);
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String shown = "patches/" + cluster.name() + "/" + file.getFileName();
            reader.file(shown, Files.readString(file));
        }
        return reader.patches;
    }

    private void file(String name, String text) {
        try {
            for (YamlReader.Document document : YamlReader.documents(text)) {
                patch(document.value(), Origin.ofFile(name, document.line()));
            }
        } catch (YamlReader.SyntaxException e) {
            error(Origin.ofFile(name, e.line()), "it is no YAML: " + e.getMessage());
        }
    }

    private void patch(Value value, Origin origin) {
        if (!(value instanceof Mapping document)) {
            error(origin, "it is no mapping");
            return;
        }
        String because = document.text("because");
        Mapping target = document.mapping("target");
        Mapping merge = document.mapping("merge");
        if (!KEYS.containsAll(document.keys()) || because == null || target == null || merge == null) {
            error(origin, "it has the keys " + String.join(", ", document.keys()));
            return;
        }
        if (!TARGET_KEYS.containsAll(target.keys()) || target.text("kind") == null) {
            error(origin, "its target has the keys " + String.join(", ", target.keys()) + " and needs kind");
            return;
        }
        var patch = Patch.ofFile(cluster, because, origin).merge(merge);
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

    private void error(Origin origin, String found) {
        findings.add(new Finding(
                "patch-file",
                Finding.Severity.ERROR,
                "Tried to read the patch, but " + found + "; a patch has exactly the keys because, target and merge",
                cluster.node().path(),
                origin,
                "write it as the README's section on patches shows"));
    }
}
