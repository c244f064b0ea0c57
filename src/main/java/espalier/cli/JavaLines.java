package espalier.cli;

import espalier.Identity;
import espalier.Origin;
import espalier.compile.Compilation;
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
        return of(session, List.of(name)).getOrDefault(name, NONE);
    }

    /** Of each of the clusters {@code names}. */
    static Map<String, JavaLines> of(Session session, List<String> names) throws IOException {
        var all = new HashMap<String, JavaLines>();
        List<JavaLines> found = session.compile(names, JavaLines::of);
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), found.get(i));
        }
        return all;
    }

    private static JavaLines of(Compilation compilation) {
        if (compilation.failed()) {
            return new JavaLines(
                    Map.of(),
                    compilation.name() + " does not compile, so that no line of Java can be told: espalier check");
        }
        var lines = new HashMap<Id, Origin>();
        for (FileSpec file : compilation.files()) {
            Id id = id(file.object() == null ? file.yaml() : file.object().body());
            if (id != null && file.origin() != Origin.UNKNOWN) {
                lines.put(id, file.origin());
            }
        }
        return new JavaLines(lines, "");
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

    /** The line that makes {@code object}, for people; null for none. */
    @Nullable
    String shown(Identity object, Session session) {
        int dash = object.name().lastIndexOf('-');
        var own = new Id(object.kind(), object.namespace(), object.name());
        Origin origin = of(
                object.kind().equals("ConfigMap") && dash > 0 // whose name may carry a hash
                        ? List.of(
                                own,
                                new Id(
                                        object.kind(),
                                        object.namespace(),
                                        object.name().substring(0, dash)))
                        : List.of(own));
        return origin == null ? null : session.shown(origin);
    }

    /** Why there are none, where there should be some. */
    String why() {
        return why;
    }
}
