package espalier.moves;

import espalier.Cluster;
import espalier.Finding;
import espalier.Identity;
import espalier.Names;
import espalier.Origin;
import espalier.moves.Moves.Verb;
import espalier.rules.Construction;
import espalier.rules.Rule;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code moves/CLUSTER.yaml}:
 *
 * <pre>{@code
 * because: the films get a stage of their own in the next commit
 * keep:
 *   - {group: apps, kind: Deployment, namespace: media, name: films, from: media}
 * }</pre>
 *
 * <p>Beside {@code keep} there may be {@code suspend} and {@code remove}: see {@link Moves.Verb}. By {@code from}, the Kustomization that
 * applies the object until the next commit, a file is known to be left behind.
 */
public final class MoveFile {
    private static final String FOLDER = "moves";
    private static final String ENDING = ".yaml";
    private static final List<String> KEYS = List.of("because", "keep", "suspend", "remove");
    private static final List<String> OBJECT_KEYS = List.of("group", "kind", "namespace", "name", "from");
    private static final String KUSTOMIZATIONS = "kustomize.toolkit.fluxcd.io";
    private static final String EXAMPLE =
            "{because: why, keep: [{group: apps, kind: Deployment, namespace: media, name: films}]}";

    private final Cluster cluster;
    private final String file;
    private final Known known;

    /** What the cluster makes. */
    public interface Known {
        /** Whether it makes {@code object}, and Flux applies that by itself, not in the values of a release. */
        boolean has(Identity object);

        /** Who applies {@code object}, in words, where that is not the Kustomization {@code from} any more; otherwise null. */
        @Nullable
        String movedTo(Identity object, String from);
    }

    private MoveFile(Cluster cluster, Known known) {
        this.cluster = cluster;
        this.file = path(cluster.name());
        this.known = known;
    }

    /** Where the one of {@code cluster} stands, from the repository on. */
    public static String path(String cluster) {
        return FOLDER + "/" + cluster + ENDING;
    }

    /**
     * What the file of {@code cluster} says; what is wrong with it is a finding.
     *
     * @param clusters the names of all clusters, each of which may have such a file
     */
    public static Moves read(Path root, Cluster cluster, List<String> clusters, Known known) {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return Moves.NONE;
        }
        var reader = new MoveFile(cluster, known);
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                reader.stray(String.valueOf(entry.getFileName()), clusters);
            }
            Path own = root.resolve(reader.file);
            return Files.exists(own) ? reader.document(Files.readString(own)) : Moves.NONE;
        } catch (IOException e) {
            reader.error(Origin.ofFile(reader.file, 1), "it cannot be read: " + e, "make it readable, as UTF-8");
            return Moves.NONE;
        }
    }

    /** A file that belongs to no cluster is reported by the one it was most likely meant for. */
    private void stray(String name, List<String> clusters) {
        int dot = name.lastIndexOf('.');
        String meant = dot < 0 ? name : name.substring(0, dot);
        boolean isKnown = name.endsWith(ENDING) && clusters.contains(meant);
        if (isKnown || name.startsWith(".")) {
            return;
        }
        String near = Names.nearest(meant, clusters);
        if (cluster.name().equals(near == null ? clusters.get(0) : near)) {
            error(
                    Origin.ofFile(FOLDER + "/" + name, 1),
                    "it is of no cluster; there are: " + String.join(", ", clusters),
                    near == null ? "call it by the name of a cluster" : "call it " + near + ENDING);
        }
    }

    private Moves document(String text) {
        try {
            List<YamlReader.Document> documents = YamlReader.documents(text);
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping document) {
                return moves(document, Origin.ofFile(file, documents.get(0).line()));
            }
            error(Origin.ofFile(file, 1), "it is not one document with keys", "write it as in: " + EXAMPLE);
        } catch (YamlReader.SyntaxException e) {
            error(Origin.ofFile(file, e.line()), "it is no YAML: " + e.getMessage(), "correct that line");
        }
        return Moves.NONE;
    }

    private Moves moves(Mapping document, Origin origin) {
        String because = document.text("because");
        String unknown = Names.unknownKey(document, KEYS, "it");
        if (unknown != null || because == null || because.isBlank()) {
            error(
                    origin,
                    unknown == null ? "it does not say why: because is missing" : unknown,
                    "write it as in: " + EXAMPLE);
            return Moves.NONE;
        }
        Map<Verb, Set<Identity>> objects = new EnumMap<>(Verb.class);
        var from = new LinkedHashMap<Identity, String>();
        for (Verb verb : Verb.values()) {
            var named = new LinkedHashSet<Identity>();
            Value value = document.get(verb.word());
            if (value != null && !(value instanceof Sequence)) {
                error(origin, verb.word() + " is no list", "write it as in: " + EXAMPLE);
            }
            for (Value each : value instanceof Sequence items ? items : new Sequence()) {
                Identity object = object(each, verb, origin);
                if (object != null) {
                    named.add(object);
                    String before = ((Mapping) each).text("from");
                    if (before != null) {
                        from.put(object, before);
                    }
                }
            }
            objects.put(verb, named);
        }
        leftBehind(from, origin);
        return Moves.of(objects, from);
    }

    /** What the second commit should have taken away: it made the move, and the file holds on to what it was for. */
    private void leftBehind(Map<Identity, String> from, Origin origin) {
        String first = "";
        int more = -1;
        for (Map.Entry<Identity, String> each : from.entrySet()) {
            String to = known.movedTo(each.getKey(), each.getValue());
            if (to != null) {
                more++;
                first = first.isEmpty()
                        ? each.getKey() + " is applied by " + to + " now, and no more by " + each.getValue()
                        : first;
            }
        }
        if (!first.isEmpty()) {
            add(
                    Construction.MOVE_LEFT_BEHIND,
                    origin,
                    "Tried to do what " + file + " says until the commit that moves its objects, but that is made: "
                            + first + (more == 0 ? "" : " (and so with " + more + " more)"),
                    "take " + file + " away, and run synth");
        }
    }

    private @Nullable Identity object(Value value, Verb verb, Origin origin) {
        if (!(value instanceof Mapping object) || object.text("kind") == null || object.text("name") == null) {
            error(origin, "an object of " + verb.word() + " has no kind and name", "write it as in: " + EXAMPLE);
            return null;
        }
        String unknown = Names.unknownKey(object, OBJECT_KEYS, "an object of " + verb.word());
        if (unknown != null) {
            error(origin, unknown, "write it as in: " + EXAMPLE);
            return null;
        }
        Identity identity = Identity.of(
                text(object, "group"), text(object, "kind"), text(object, "namespace"), text(object, "name"));
        if (verb == Verb.SUSPEND && !identity.kind().equals("HelmRelease")) {
            error(origin, identity + " is no HelmRelease, and only those are suspended", "take it out of suspend");
            return null;
        }
        if (verb == Verb.REMOVE && identity.group().equals(KUSTOMIZATIONS)) {
            error(
                    origin,
                    identity + " is not left out, since all that it applies would go with it",
                    "name what of its objects is to go first");
            return null;
        }
        if (!known.has(identity)) {
            error(
                    origin,
                    "the cluster does not make " + identity
                            + (identity.group().isEmpty() ? "" : " (" + identity.group() + ")"),
                    "name an object that dist/" + cluster.name()
                            + " has; or, where the move is done, take the file away");
            return null;
        }
        return identity;
    }

    private static String text(Mapping object, String key) {
        return object.get(key) instanceof Leaf leaf ? leaf.text() : "";
    }

    private void error(Origin origin, String found, String fix) {
        add(Construction.MOVE_FILE, origin, "Tried to do what " + FOLDER + "/ says, but " + found, fix);
    }

    private void add(Rule rule, Origin origin, String message, String fix) {
        cluster.node().findings().add(new Finding(rule, message, cluster.node().path(), origin, fix));
    }

    /** The file that says {@code moves}. */
    public static byte[] bytes(String because, Moves moves) {
        Mapping document = Mapping.of("because", because);
        for (Verb verb : Verb.values()) {
            var named = new Sequence();
            var sorted = new ArrayList<>(moves.objects(verb));
            sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
            for (Identity each : sorted) {
                var object = new Mapping();
                object.putIfAny("group", each.group().isEmpty() ? null : each.group());
                object.put("kind", each.kind());
                object.putIfAny("namespace", each.namespace().isEmpty() ? null : each.namespace());
                named.add(object.put("name", each.name()).putIfAny("from", moves.from(each)));
            }
            document.putIfAny(verb.word(), named);
        }
        return YamlWriter.bytes(document);
    }
}
