package espalier.cli;

import espalier.Finding;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.output.Change;
import espalier.output.ClusterDirectory;
import espalier.tree.FieldDifference;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edits of one cluster on their way into its patches. */
final class Absorption {
    private final String cluster;
    private final DistDirectory dist;
    private final ClusterDirectory directory;
    private final List<HandEdit> edits = new ArrayList<>();
    private final List<Path> patches = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private boolean refused;

    private Absorption(String cluster, DistDirectory dist) {
        this.cluster = cluster;
        this.dist = dist;
        this.directory = dist.cluster(cluster);
    }

    /** The edits of the cluster in the files and folders {@code asked}, or all that are not committed. */
    static Absorption of(Compilation compilation, DistDirectory dist, Set<Path> asked) throws IOException {
        var absorption = new Absorption(compilation.name(), dist);
        if (compilation.failed()) {
            absorption.refuse(compilation.name(), "it does not compile: see espalier synth");
            return absorption;
        }
        List<Change> changes = absorption
                .directory
                .compare(ClusterDirectory.render(compilation.files()))
                .changes();
        for (Change change : changes) {
            Path file = absorption.directory.path().resolve(change.path());
            boolean isAsked = asked.isEmpty();
            for (Path one : asked) {
                isAsked |= file.startsWith(one);
            }
            if (isAsked && change.present() != null) {
                absorption.look(change, !asked.isEmpty());
            }
        }
        return absorption;
    }

    private void look(Change change, boolean isNamed) throws IOException {
        String path = dist.shown(cluster + "/" + change.path());
        if (directory.wrote(change)) {
            if (isNamed) {
                refuse(path, "it is as an earlier synth wrote it, and the Java has changed since: run synth");
            }
            return;
        }
        byte[] committed = directory.committed(change);
        if (!isNamed && committed != null && Arrays.equals(committed, change.present())) {
            said.add(path + " differs from the Java as well, but as it is committed: name it to absorb that");
            return;
        }
        try {
            edits.add(HandEdit.of(change, committed));
        } catch (HandEdit.Refused e) {
            refuse(path, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String path, String why) {
        said.add("Tried to absorb " + path + ", but " + why);
        refused = true;
    }

    /** Writes a patch for each edit into {@code patches/}. */
    void write(Path root, String because) throws IOException {
        Path folder = root.resolve("patches").resolve(cluster);
        for (HandEdit edit : edits) {
            Files.createDirectories(folder);
            String path = edit.change().path();
            String name = (path.endsWith(".yaml") ? path.substring(0, path.length() - 5) : path).replace('/', '-');
            Path file = folder.resolve(name + ".yaml");
            for (int i = 2; Files.exists(file); i++) { // later patches have later names
                file = folder.resolve(name + (i < 10 ? "-0" : "-") + i + ".yaml");
            }
            var patch =
                    Mapping.of("because", because).put("target", edit.target()).put("merge", edit.merge());
            Files.write(file, YamlWriter.bytes(patch));
            patches.add(file);
        }
    }

    /** Takes back the patches that do not make the cluster what was edited, with what {@code patched}, compiled anew, says. */
    void verify(Compilation patched) throws IOException {
        List<Path> written = List.copyOf(patches);
        patches.clear();
        for (int i = 0; i < written.size(); i++) {
            HandEdit edit = edits.get(i);
            String path = dist.shown(cluster + "/" + edit.change().path());
            String left = left(edit, patched);
            if (!patched.failed() && left == null) {
                directory.give(edit.change());
                patches.add(written.get(i));
                said.add(path + ": " + edit.fields());
                continue;
            }
            Files.delete(written.get(i));
            refuse(
                    path,
                    patched.failed()
                            ? "with that edit the cluster does not pass its checks"
                            : "another patch, which comes later, changes it again: " + left);
        }
        if (patched.failed()) {
            for (Finding finding : patched.findings()) {
                said.add(finding.toString());
            }
        }
    }

    /** What of {@code edit} the patched cluster does not say, or null. */
    private static @Nullable String left(HandEdit edit, Compilation patched) {
        for (FileSpec file : patched.files()) {
            if (file.path().equals(edit.change().path())
                    && file.yaml() instanceof Mapping now
                    && !now.equals(edit.merged())) {
                List<FieldDifference> left = FieldDifference.between(edit.merged(), now);
                return left.isEmpty() ? "the order of a list" : left.get(0).toString();
            }
        }
        return null;
    }

    String cluster() {
        return cluster;
    }

    boolean hasEdits() {
        return !edits.isEmpty();
    }

    boolean isRefused() {
        return refused;
    }

    /** The patches that were made. */
    List<Path> patches() {
        return patches;
    }

    /** For people: what was refused, and which fields were taken. */
    List<String> said() {
        return said;
    }
}
