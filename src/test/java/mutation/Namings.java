package mutation;

import espalier.Cluster;
import espalier.KubernetesObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the fields of objects name, told by the data alone.
 *
 * <p>Nothing is wrong with the clusters that are read. So a field that names, say, Services has in all of them, wherever it
 * stands, what a Service is called; where it has once what nothing is called, it names nothing, and what it has in common with
 * a Service elsewhere is chance. Of a field that stands in one place only nothing can be told, and it counts as one that names.
 */
final class Namings {
    /** By kind and field: as what all its values are known. */
    private final Map<String, Set<String>> common = new HashMap<>();

    static Namings of(List<Mutants> clusters) {
        var namings = new Namings();
        for (Mutants cluster : clusters) {
            Cluster whole = cluster.whole();
            namings.read(whole, cluster.facts(whole));
        }
        return namings;
    }

    private void read(Cluster cluster, Facts facts) {
        List<KubernetesObject> objects = Facts.objects(cluster);
        for (Place place : Places.all(cluster, facts)) {
            if (!place.isPart()) {
                KubernetesObject reader = objects.get(place.object());
                Set<String> meanings = facts.meanings(place.text(), place.isNumber(), reader);
                common.computeIfAbsent(field(reader.kind(), place), field -> new HashSet<>(meanings))
                        .retainAll(meanings);
            }
        }
    }

    /** A variable is the same whoever has it. */
    private static String field(String kind, Place place) {
        return place.beside() == null ? kind + " " + place.pattern() : place.beside();
    }

    /** As what all values of the field of {@code mutant} are known; empty where it names nothing. */
    Set<String> of(Mutants.Mutant mutant) {
        return common.getOrDefault(field(mutant.kind(), mutant.place()), Set.of());
    }

    /** Whether {@code mention} can name what {@code own} is known by: its field names things of that kind. */
    boolean mayName(Mutants.Mutant mention, Mutants.Mutant own) {
        if (mention.place().isPart()) {
            return own.kind().equals("Service"); // which alone has a host, and the ports of it
        }
        for (String meaning : of(mention)) {
            if (meaning.endsWith(" of " + own.kind())) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code mutant} breaks what names something: hosts and ports of addresses always do. */
    boolean isNaming(Mutants.Mutant mutant) {
        return mutant.place().isPart() || !of(mutant).isEmpty();
    }
}
