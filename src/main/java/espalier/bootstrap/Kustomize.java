package espalier.bootstrap;

import espalier.live.Deadline;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a directory as kustomize-controller does, with the kustomize that kubectl brings, or kustomize itself. */
final class Kustomize {
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"));

    private Kustomize() {}

    /** The objects of {@code directory}. */
    static List<Mapping> build(Path directory, Deadline deadline) throws BootstrapException {
        for (List<String> program : PROGRAMS) {
            var command = new ArrayList<>(program);
            command.add(directory.toString());
            Child.Ended ended = Child.run(command, Map.of(), "", deadline);
            if (ended != null && !ended.well()) {
                throw BootstrapException.refused(
                        String.join(" ", command) + " says: " + ended.err().strip());
            }
            if (ended != null) {
                return objects(ended.out());
            }
        }
        throw BootstrapException.refused("there is neither kubectl nor kustomize on PATH, of which one has to build "
                + directory + ": install kubectl");
    }

    /** The objects of a stream of YAML. */
    static List<Mapping> objects(String yaml) throws BootstrapException {
        var objects = new ArrayList<Mapping>();
        try {
            for (YamlReader.Document document : YamlReader.documents(yaml)) {
                if (document.value() instanceof Mapping object) {
                    objects.add(object);
                }
            }
        } catch (YamlReader.SyntaxException e) {
            throw BootstrapException.refused("line " + e.line() + " cannot be read: " + e.getMessage());
        }
        return objects;
    }
}
