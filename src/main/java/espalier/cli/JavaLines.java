package espalier.cli;

import espalier.Origin;
import espalier.doctor.Id;
import espalier.doctor.Snapshot;
import espalier.layout.FileSpec;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which line of Java made an object of a running cluster, where that cluster's Java is here. */
final class JavaLines {
    static final JavaLines NONE = new JavaLines(Map.of(), "");

    private final Map<Id, Origin> lines;
    private final String why;

    private JavaLines(Map<Id, Origin> lines, String why) {
        this.lines = lines;
        this.why = why;
    }

    /** Of {@code cluster}; where that is null, of the one whose directory Flux follows. */
    static JavaLines of(Session session, @Nullable String cluster, Snapshot snapshot) throws IOException {
        String name = cluster == null ? followed(session, snapshot) : cluster;
        return name == null ? NONE : of(session, name);
    }

    /** Of the cluster {@code name}. */
    static JavaLines of(Session session, String name) throws IOException {
        return session.compile(List.of(name), compilation -> {
                    if (compilation.failed()) {
                        return new JavaLines(
                                Map.of(),
                                name + " does not compile, so that no line of Java can be told: espalier check");
                    }
                    var lines = new HashMap<Id, Origin>();
                    for (FileSpec file : compilation.files()) {
                        Id id = id(
                                file.object() == null
                                        ? file.yaml()
                                        : file.object().body());
                        if (id != null && file.origin() != Origin.UNKNOWN) {
                            lines.put(id, file.origin());
                        }
                    }
                    return new JavaLines(lines, "");
                })
                .get(0);
    }

    private static @Nullable String followed(Session session, Snapshot snapshot) {
        for (String path : snapshot.paths()) {
            for (String name : session.fleet().names()) {
                String directory = "dist/" + name;
                if (path.equals(directory) || path.startsWith(directory + "/")) {
                    return name;
                }
            }
        }
        return null;
    }

    private static @Nullable Id id(@Nullable Value yaml) {
        Mapping metadata = yaml instanceof Mapping object ? object.mapping("metadata") : null;
        if (metadata == null || !(yaml instanceof Mapping object)) {
            return null;
        }
        return new Id(text(object, "kind"), text(metadata, "namespace"), text(metadata, "name"));
    }

    private static String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Leaf leaf ? leaf.text() : "";
    }

    /** The line of the first of {@code makers} that the Java makes; null for none. */
    @Nullable
    Origin of(List<Id> makers) {
        for (Id maker : makers) {
            Origin origin = lines.get(maker);
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    /** Why there are none, where there should be some. */
    String why() {
        return why;
    }
}
