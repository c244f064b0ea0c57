package mutation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What became of all mutants of a cluster.
 *
 * @param cluster its name
 * @param mutants all of them
 * @param missed those that nothing was said of, by the reason for it
 */
record Outcome(String cluster, List<Mutants.Mutant> mutants, Map<Reason, List<Mutants.Mutant>> missed) {
    private static final int SAMPLE = 300;

    static Outcome of(String cluster, List<Mutants.Mutant> mutants, Namings namings) {
        var missed = new EnumMap<Reason, List<Mutants.Mutant>>(Reason.class);
        for (Reason reason : Reason.values()) {
            missed.put(reason, new ArrayList<>());
        }
        for (Mutants.Mutant mutant : mutants) {
            if (mutant.noticed() == null) {
                missed.get(Reason.of(mutant, mutants, namings)).add(mutant);
            }
        }
        return new Outcome(cluster, mutants, missed);
    }

    List<Place> places() {
        return mutants.stream().map(Mutants.Mutant::place).toList();
    }

    int noticed() {
        return mutants.size() - missed.values().stream().mapToInt(List::size).sum();
    }

    int missed(Reason reason) {
        return missed.get(reason).size();
    }

    /** Of all, in percent. */
    double share() {
        return percent(noticed(), mutants.size());
    }

    /** Those that break what names something, or what something is named by. */
    int namings() {
        int all = noticed();
        for (Reason reason : Reason.values()) {
            all += reason.isMiss() ? missed(reason) : 0;
        }
        return all;
    }

    /** Of those that break what names something, or what something is named by, in percent. */
    double shareOfNamings() {
        return percent(noticed(), namings());
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 100 : 100.0 * part / whole;
    }

    /**
     * A part of {@code places}, some hundreds, for a test that cannot wait for all. What a place says decides whether it is in,
     * so that a new object changes little.
     */
    static List<Place> sample(List<Place> places) {
        int every = 1 + places.size() / SAMPLE;
        return places.stream()
                .filter(place -> Math.floorMod((place.pattern() + place.text()).hashCode(), every) == 0)
                .toList();
    }

    /** Those whose place is what its own object is known by, or all others: two outcomes of one cluster. */
    Outcome only(boolean own) {
        var some = mutants.stream()
                .filter(mutant -> Reason.isOwn(mutant.place()) == own)
                .toList();
        var reasons = new EnumMap<Reason, List<Mutants.Mutant>>(Reason.class);
        missed.forEach((reason, of) -> reasons.put(
                reason,
                of.stream()
                        .filter(mutant -> Reason.isOwn(mutant.place()) == own)
                        .toList()));
        return new Outcome(cluster, some, reasons);
    }

    /** Of those whose place is in {@code sample}, in percent. */
    double share(List<Place> sample) {
        Set<Place> chosen = Set.copyOf(sample);
        int whole = 0;
        int part = 0;
        for (Mutants.Mutant mutant : mutants) {
            if (chosen.contains(mutant.place())) {
                whole++;
                part += mutant.noticed() == null ? 0 : 1;
            }
        }
        return percent(part, whole);
    }

    /** Rounded down, so that what is published is never more than what is found. */
    static String shown(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(percent * 10) / 10);
    }
}
