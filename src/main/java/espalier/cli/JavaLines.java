package espalier.cli;

import espalier.Identity;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.doctor.Id;
import espalier.doctor.Snapshot;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which line of Java made an object of a running cluster, where that cluster's Java is here. */
final class JavaLines {
    static final JavaLines NONE = new JavaLines(Map.of(), Origin.UNKNOWN, "");

    private final Map<Id, Origin> lines;
    private final Origin cluster;
    private final String why;

    private JavaLines(Map<Id, Origin> lines, Origin cluster, String why) {
        this.lines = lines;
        this.cluster = cluster;
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
        List<JavaLines> found = session.layOut(names, JavaLines::of);
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), found.get(i));
        }
        return all;
    }

    private static JavaLines of(Compilation compilation) {
        if (compilation.failed()) {
            return new JavaLines(
                    Map.of(),
                    cluster(compilation),
                    compilation.name() + " does not compile, so that no line of Java can be told: espalier check");
        }
        var lines = new LinkedHashMap<Id, Origin>();
        for (FileSpec file : compilation.files()) {
            Id id = id(file.object() == null ? file.yaml() : file.object().body());
            if (id != null && file.origin() != Origin.UNKNOWN) {
                lines.put(id, file.origin());
            }
        }
        return new JavaLines(lines, cluster(compilation), "");
    }

    private static Origin cluster(Compilation compilation) {
        Order order = compilation.order();
        return order == null ? Origin.UNKNOWN : order.cluster().node().origin();
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
        Origin origin = of(object);
        return origin == null ? null : session.shown(origin);
    }

    /** The line that makes what the Flux Kustomization {@code name} applies; null for none. */
    @Nullable
    Origin ofKustomization(String name) {
        for (Map.Entry<Id, Origin> each : lines.entrySet()) {
            if (each.getKey().kind().equals("Kustomization")
                    && each.getKey().name().equals(name)) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The line that makes the cluster; unknown where it was not made. */
    Origin cluster() {
        return cluster;
    }

    /** The line that makes {@code object}; null for none. */
    @Nullable
    Origin of(Identity object) {
        int dash = object.name().lastIndexOf('-');
        var own = new Id(object.kind(), object.namespace(), object.name());
        return of(
                object.kind().equals("ConfigMap") && dash > 0 // whose name may carry a hash
                        ? List.of(
                                own,
                                new Id(
                                        object.kind(),
                                        object.namespace(),
                                        object.name().substring(0, dash)))
                        : List.of(own));
    }

    /** Why there are none, where there should be some. */
    String why() {
        return why;
    }
}
