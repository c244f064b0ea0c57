package espalier;

import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of a repository by name, and what was found in each.
 *
 * <p>Clusters are made when they are compiled, each on a thread of its own; they share nothing but this.
 */
public final class Fleet {
    private final Map<String, BiFunction<Fleet, String, ? extends Cluster>> makers = new LinkedHashMap<>();
    private final Map<String, Origin> added = new LinkedHashMap<>();
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final Map<String, Findings> findings = new ConcurrentHashMap<>();

    /**
     * Adds a cluster.
     *
     * @param name the name of its directory below {@code dist/}: lower-case letters, digits and hyphens; another one, or one
     *     that is taken, is a finding
     * @param maker its constructor, {@code Lab::new}
     */
    public Fleet cluster(String name, BiFunction<Fleet, String, ? extends Cluster> maker) {
        Origin origin = Origin.here();
        boolean taken = makers.putIfAbsent(name, maker) != null;
        added.putIfAbsent(name, origin);
        if (taken) {
            refuse(name, origin, "there is one of that name already", "give one of the two another name");
        } else if (!Names.isLabel(name)) {
            makers.put(name, (fleet, refused) -> null);
            refuse(
                    name,
                    origin,
                    "a name, which is also that of a directory, has only " + Names.LABEL,
                    "change the name");
        }
        return this;
    }

    private void refuse(String name, Origin origin, String why, String fix) {
        String message = "Tried to add a cluster called \"" + name + "\", but " + why;
        findings(name).add(new Finding(Construction.CLUSTER_NAME, message, name, origin, fix));
    }

    /** The names, in the order in which the clusters were added. */
    public List<String> names() {
        return new ArrayList<>(makers.keySet());
    }

    /**
     * Makes the cluster {@code name}, as far as its constructor gets.
     *
     * @return null when it did not get as far as its settings; why is in {@link #findings}
     */
    public @Nullable Cluster make(String name) {
        var maker = makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("no cluster is called " + name);
        }
        Making.begin(name, null);
        try {
            Cluster made = maker.apply(this, name);
            if (made == null && !findings(name).hasErrors()) {
                refuse(
                        name,
                        added.getOrDefault(name, Origin.here()),
                        "what the fleet was given to make it gives null",
                        "give its constructor, as in Lab::new");
            }
            return made;
        } catch (Reported told) {
            return half(clusters.get(name));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
            return afterwards(name, thrown);
        } finally {
            Making.end();
        }
    }

    /** What there is of a cluster whose constructor threw; it is checked as far as it got. */
    private @Nullable Cluster afterwards(String name, Throwable thrown) {
        Cluster half = clusters.get(name);
        Class<?> type = half == null ? Cluster.class : half.getClass();
        String needed = Escaped.needed(thrown, type);
        String said = needed != null ? needed : Escaped.describe("make the cluster " + name, "its constructor", thrown);
        findings(name)
                .add(new Finding(
                        Construction.CONSTRUCTOR_THREW,
                        said + "; the statements after that line did not run, so more may be wrong",
                        name,
                        Origin.of(Escaped.cause(thrown), type),
                        needed != null
                                ? "give it one that is made before that line: a field is null until the line that sets it has"
                                        + " run"
                                : "correct that line, or what it calls"));
        return half(half);
    }

    private static @Nullable Cluster half(@Nullable Cluster half) {
        if (half == null || !half.hasSettings()) {
            return null;
        }
        half.node().markIncomplete();
        return half;
    }

    /** Takes note of {@code cluster} and gives the name that it was asked for by. */
    String register(String given, Cluster cluster) {
        Making making = Making.current();
        String name = making == null ? given : making.name();
        if (making != null) {
            making.registered(cluster);
        }
        clusters.put(name, cluster);
        if (!name.equals(given)) {
            findings(name)
                    .add(new Finding(
                            Construction.CLUSTER_NAME,
                            "Tried to make the cluster " + name + ", but its constructor calls itself \"" + given
                                    + "\"",
                            name,
                            Origin.here(),
                            "pass on the name that the constructor is given: super(fleet, name, …)"));
        }
        return name;
    }

    /** What was found in the cluster {@code name} so far. */
    public Findings findings(String name) {
        return findings.computeIfAbsent(name, n -> new Findings());
    }

    /** Lets go of a cluster that has been written. */
    public void forget(String name) {
        clusters.remove(name);
    }
}
