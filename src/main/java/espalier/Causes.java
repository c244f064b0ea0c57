package espalier;

import espalier.Finding.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Folds what has one cause into one finding: a Secret that nobody makes is one, however many read it. */
public final class Causes {
    private Causes() {}

    /** {@code findings}, each cause once and where it was met first; the places of the others stand in {@code also}. */
    public static List<Finding> folded(List<Finding> findings) {
        if (findings.size() < 2) {
            return findings;
        }
        var byCause = new LinkedHashMap<String, List<Finding>>();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String key = finding.cause() == null ? "#" + i : finding.rule() + " of " + finding.cause();
            byCause.computeIfAbsent(key, cause -> new ArrayList<>(1)).add(finding);
        }
        var folded = new ArrayList<Finding>(byCause.size());
        for (List<Finding> same : byCause.values()) {
            Finding first = same.get(0);
            folded.add(same.size() == 1 ? first : first.and(places(same)));
        }
        return folded;
    }

    private static List<Place> places(List<Finding> findings) {
        var places = new ArrayList<Place>();
        for (Finding other : findings.subList(1, findings.size())) {
            places.add(other.place());
        }
        return places;
    }
}
