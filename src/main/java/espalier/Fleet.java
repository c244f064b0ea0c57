package espalier;

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
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final Map<String, Findings> findings = new ConcurrentHashMap<>();

    /**
     * Adds a cluster.
     *
     * @param name the name of its directory below {@code dist/}: lower-case letters, digits and hyphens
     * @param maker its constructor, {@code Lab::new}
     * @throws IllegalArgumentException when the name is taken or no directory name of that form
     */
    public Fleet cluster(String name, BiFunction<Fleet, String, ? extends Cluster> maker) {
        if (!Names.isLabel(name)) {
            throw new IllegalArgumentException("Tried to add a cluster called \"" + name
                    + "\", but a name has lower-case letters, digits and hyphens only, and at most 63 of them");
        }
        if (makers.putIfAbsent(name, maker) != null) {
            throw new IllegalArgumentException(
                    "Tried to add a cluster called \"" + name + "\", but there is one of that name already");
        }
        return this;
    }

    /** The names, in the order in which the clusters were added. */
    public List<String> names() {
        return new ArrayList<>(makers.keySet());
    }

    /**
     * Makes the cluster {@code name}, as far as its constructor gets.
     *
     * @return null when it threw before it had registered itself; why is in {@link #findings}
     */
    public @Nullable Cluster make(String name) {
        var maker = makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("no cluster is called " + name);
        }
        try {
            return maker.apply(this, name);
        } catch (Exception | StackOverflowError | AssertionError thrown) {
            failed(name, thrown);
            return clusters.get(name);
        }
    }

    void failed(String name, Throwable thrown) {
        Cluster cluster = clusters.get(name);
        Class<?> type = cluster == null ? Cluster.class : cluster.getClass();
        String said = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        findings(name)
                .add(new Finding(
                        "constructor-threw",
                        Finding.Severity.ERROR,
                        "Tried to make the cluster " + name + ", but its constructor threw "
                                + thrown.getClass().getSimpleName() + said
                                + "; the statements after that line did not run, so more may be wrong",
                        name,
                        Origin.of(thrown, type),
                        "mend what the exception says"));
    }

    void register(String name, Cluster cluster) {
        clusters.put(name, cluster);
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
