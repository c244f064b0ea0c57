package mutation;

import espalier.Cluster;
import espalier.Finding;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cluster, broken in one place at a time, and what its compilation says of each. */
final class Mutants {
    private final String name;
    private final Supplier<Fleet> fleets;
    private final Path root;
    private final List<Provision> made = new ArrayList<>();
    private final List<Finding> found;
    private final Map<String, Integer> before;

    /**
     * A cluster with one text of one object misspelt.
     *
     * @param place where
     * @param object which, as people read it
     * @param broken what stands there now
     * @param noticed the rule that a new finding breaks, or null where there is none
     */
    record Mutant(
            Place place,
            String object,
            String broken,
            @Nullable String noticed) {
        String kind() {
            return object.substring(0, object.indexOf(' '));
        }

        /** With its namespace. */
        String name() {
            return object.substring(object.indexOf(' ') + 1);
        }

        /** The field, for all objects of the kind. */
        String field() {
            return kind() + " " + place.pattern();
        }
    }

    /** @param fleets gives the cluster's fleet, each time anew */
    Mutants(String name, Supplier<Fleet> fleets, Path root) {
        this.name = name;
        this.fleets = fleets;
        this.root = root;
        Compilation compilation = compile(cluster -> {});
        found = compilation.findings();
        Objects.requireNonNull(compilation.order(), name).graph().provisions().forEach(made::add);
        before = byRule(found);
    }

    String name() {
        return name;
    }

    /** What is found in the cluster as it is. */
    List<Finding> found() {
        return found;
    }

    /** The cluster as it is. */
    Cluster whole() {
        return made(new Compiler(fleets.get(), root));
    }

    /** What the objects of {@code whole} are known by. */
    Facts facts(Cluster whole) {
        return Facts.of(whole, made);
    }

    /** The places of the cluster as it is. */
    List<Place> places() {
        Cluster whole = whole();
        return Places.of(whole, facts(whole));
    }

    /** Breaks each of {@code places}, on all processors. */
    List<Mutant> of(List<Place> places) {
        Facts facts = facts(whole());
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            var running = new ArrayList<Future<Mutant>>();
            for (Place place : places) {
                running.add(threads.submit(() -> mutant(place, facts)));
            }
            var mutants = new ArrayList<Mutant>();
            for (Future<Mutant> mutant : running) {
                mutants.add(mutant.get());
            }
            return mutants;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Mutant mutant(Place place, Facts facts) {
        String broken = Misspelling.of(place.text(), text -> !facts.about(text).isEmpty());
        var object = new String[1];
        Compilation compilation = compile(cluster -> {
            KubernetesObject owner = Facts.objects(cluster).get(place.object());
            object[0] = owner.toString();
            place.breakIn(owner, broken);
        });
        String noticed = null;
        for (var found : byRule(compilation.findings()).entrySet()) {
            if (noticed == null && found.getValue() > before.getOrDefault(found.getKey(), 0)) {
                noticed = found.getKey();
            }
        }
        return new Mutant(place, object[0], broken, noticed);
    }

    private Compilation compile(Consumer<Cluster> change) {
        var compiler = new Compiler(fleets.get(), root);
        Cluster cluster = made(compiler);
        change.accept(cluster);
        return compiler.compiled(cluster);
    }

    private Cluster made(Compiler compiler) {
        Cluster cluster = compiler.made(name);
        if (cluster == null) {
            throw new IllegalStateException("the cluster " + name + " was never made");
        }
        return cluster;
    }

    /** Counted, not compared: a message that only repeats a misspelt name is no new finding. */
    private static Map<String, Integer> byRule(List<Finding> findings) {
        var counts = new HashMap<String, Integer>();
        for (Finding finding : findings) {
            counts.merge(finding.rule().id(), 1, Integer::sum);
        }
        return counts;
    }
}
